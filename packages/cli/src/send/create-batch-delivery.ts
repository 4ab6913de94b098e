import { setTimeout as sleep } from 'node:timers/promises'
import { createBackoff } from '@landfall/runtime'
import { CommandError } from '../command-line/command-error.ts'
import { EXIT } from '../command-line/exit-code.ts'
import { type PostSpec, postBatch, type RecordRejection } from './post-batch.ts'

export type BatchDeliverySpec = PostSpec & {
  /** Gives up when nothing was taken for so long. */
  readonly giveUpAfterMs: number
  /** Called before each wait. */
  readonly onWait: (why: string, waitMs: number) => void
  readonly random?: () => number
}

export type DeliverBatch = (lines: readonly string[]) => Promise<readonly RecordRejection[]>

/** Spread, so that the lanes do not all come at once. */
const RETRY = { msMin: 250, msMax: 10_000, spread: [0.5, 1] } as const

/**
 * Delivers batches until the service has answered for every line, however often it must try: an observation sent twice
 * is the same as once. Rejects with a CommandError when the service cannot be reached for too long or refuses the request as
 * a whole, and with the signal's reason.
 */
export const createBatchDelivery = (spec: BatchDeliverySpec): DeliverBatch => {
  const { giveUpAfterMs, onWait, signal, random = Math.random } = spec
  let lastTakenMs: number | null = null

  const deliver: DeliverBatch = async (lines) => {
    const startedMs = performance.now()
    const backoff = createBackoff({ ...RETRY, random })
    for (;;) {
      const posted = await postBatch(lines, spec)
      switch (posted.outcome) {
        case 'taken':
          lastTakenMs = performance.now()
          return posted.rejected
        case 'refused':
          throw refusedWhole(posted.status, posted.why, spec.url)
        case 'smaller':
          return lines.length === 1 ? [{ index: 0, reason: posted.why }] : deliverHalves(lines)
        case 'again': {
          const waitedMs = performance.now() - Math.max(startedMs, lastTakenMs ?? 0)
          if (waitedMs > giveUpAfterMs) throw unreachable(posted.why, waitedMs)
          const waitMs = (posted.afterMs ?? 0) + backoff.nextMs() // Never sooner than the service asks for.
          onWait(posted.why, waitMs)
          await sleep(waitMs, undefined, { signal }).catch(() => signal.throwIfAborted())
          break
        }
        default:
          throw posted satisfies never
      }
    }
  }

  const deliverHalves: DeliverBatch = async (lines) => {
    const middle = Math.ceil(lines.length / 2)
    const first = await deliver(lines.slice(0, middle))
    const second = await deliver(lines.slice(middle))
    return [...first, ...second.map(({ index, reason }) => ({ index: index + middle, reason }))]
  }

  const unreachable = (why: string, waitedMs: number) =>
    new CommandError(EXIT.unavailable, `${spec.url}: ${why}; gave up after ${Math.round(waitedMs / 1_000)} s`, {
      hint: 'is Landfall running? npm start starts it; --url names another address',
    })

  return deliver
}

const refusedWhole = (status: number, why: string, url: string): CommandError => {
  const isAccess = status === 401 || status === 403
  const details = isAccess ? { hint: 'LANDFALL_TOKEN or --token-file gives the bearer token' } : {}
  return new CommandError(isAccess ? EXIT.noPermission : EXIT.data, `${url}: ${why}`, details)
}
