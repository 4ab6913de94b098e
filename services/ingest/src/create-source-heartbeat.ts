import { setTimeout as sleep } from 'node:timers/promises'
import type { SourceActivity } from '@landfall/contracts'
import type { OutRecord } from '@landfall/kafka'

type ActiveSource = { readonly id: string; readonly kind: string }

export type SourceHeartbeatDeps = {
  readonly send: (records: readonly OutRecord[]) => Promise<unknown>
  readonly topic: string
  /** Between two beats. */
  readonly heartbeatMsMin?: number
}

const HEARTBEAT_MS_MIN = 5_000
const CLOSE_MS_MAX = 1_000
/** Told in one beat; more sources than this in five seconds are no sources. */
const SOURCES_MAX = 1_000

/**
 * Tells the log which sources were heard: at once when one comes in after a quiet time, then every 5 s at the most. A
 * beat is lost only while Kafka is away, and then the clock that judges silence stands still too.
 */
export const createSourceHeartbeat = ({ send, topic, heartbeatMsMin = HEARTBEAT_MS_MIN }: SourceHeartbeatDeps) => {
  const closing = new AbortController()
  let heard = new Map<string, ActiveSource>()
  let running: Promise<void> | undefined

  const sendHeartbeat = async (): Promise<void> => {
    const told = heard
    heard = new Map()
    const value = JSON.stringify({ type: 'sources-heard', sources: [...told.values()] } satisfies SourceActivity)
    try {
      await send([{ topic, key: 'heard', value }])
    } catch {
      for (const [id, source] of told) if (heard.size < SOURCES_MAX) heard.set(id, source)
    }
  }
  const run = async (): Promise<void> => {
    while (heard.size > 0 && !closing.signal.aborted) {
      await sendHeartbeat()
      await sleep(heartbeatMsMin, undefined, { signal: closing.signal, ref: false }).catch(() => {})
    }
    running = undefined
  }

  return {
    /** Something sound came from this source. Cheap: once a record. */
    recordActivity: (source: ActiveSource): void => {
      if (heard.size < SOURCES_MAX) heard.set(source.id, source)
      running ??= Promise.resolve().then(run)
    },
    /** Tells what is left, if Kafka takes it at once: nothing hangs on it that is worth a stop that hangs. */
    close: async (): Promise<void> => {
      closing.abort()
      const last = (async () => {
        await running
        if (heard.size > 0) await sendHeartbeat()
      })()
      await Promise.race([last, sleep(CLOSE_MS_MAX, undefined, { ref: false })])
    },
  }
}
