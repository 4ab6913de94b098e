import type { Logger } from '@landfall/runtime'
import type { AlertNow } from '../domain/create-alert-fold.ts'
import type { AlertStore } from '../domain/create-alert-store.ts'
import type { AppendAction } from './create-append-action.ts'

export type EscalatingDeps = {
  readonly store: AlertStore
  readonly clock: () => number
  readonly append: AppendAction
  readonly logger: Logger
  readonly afterMs: number
}

const ROUND_MS = 1_000
const ATTEMPT_MS = 30_000

/**
 * Asks the log to escalate warnings that stood unacknowledged for too long. The clock only says when to ask: whether it
 * takes effect is decided by the log's times, the same on every instance, whoever asked, however often.
 */
export const startEscalating = ({ store, clock, append, logger, afterMs }: EscalatingDeps) => {
  const asked = new Set<string>()

  const ask = async (now: AlertNow, attempt: number): Promise<void> => {
    const { alertId, version } = now.version
    // The same id on every instance, so that together they write it once; a new one later, should it have come too early.
    const actionId = `escalate-v${version}-${attempt}`
    const key = `${alertId} ${actionId}`
    if (asked.has(key)) return
    asked.add(key)
    try {
      const appended = await append({
        ...{ type: 'action', actionId, alertId, action: 'escalate', expectedVersion: version, operator: 'landfall' },
        ...{ note: null, until: null, turn: now.lifecycle.turn, escalateAfterMs: afterMs },
      })
      if (appended !== 'durable') asked.delete(key) // The next round asks again.
    } catch (error) {
      asked.delete(key)
      logger.warn({ event: 'escalate.not-written', alertId, err: error })
    }
  }

  const round = (): void => {
    const nowMs = clock()
    const attempt = Math.floor(nowMs / ATTEMPT_MS)
    if (asked.size > 10_000) asked.clear()
    for (const { now } of store.raised) {
      if (now !== null && isDue(now, nowMs, afterMs)) void ask(now, attempt)
    }
  }
  const timer = setInterval(round, ROUND_MS)
  return { stop: () => clearInterval(timer) }
}

const isDue = ({ version, lifecycle }: AlertNow, nowMs: number, afterMs: number): boolean =>
  version.status === 'open' &&
  version.severity === 'warning' &&
  lifecycle.escalatedAtMs === null &&
  lifecycle.attention.phase === 'unacknowledged' &&
  nowMs - lifecycle.attention.sinceMs > afterMs
