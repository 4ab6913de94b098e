import type { SourceActivity } from '@landfall/contracts'
import type { OutRecord } from '@landfall/kafka'
import { pause } from '@landfall/runtime'

type ActiveSource = { readonly id: string; readonly kind: string }

export type SourceHeartbeatDeps = {
  readonly send: (records: readonly OutRecord[]) => Promise<unknown>
  readonly topic: string
}

const HEARTBEAT_MS = 5_000
const CLOSE_MS_MAX = 1_000
/** Of one heartbeat; more sources than this in five seconds are not real ones. */
const SOURCES_MAX = 1_000

/**
 * Writes to the log which sources are active: at once when one sends after a quiet time, then every 5 s at most. A
 * heartbeat is lost only while Kafka is away, and then the clock that decides about silence stands still too.
 */
export const createSourceHeartbeat = ({ send, topic }: SourceHeartbeatDeps) => {
  const closing = new AbortController()
  let active = new Map<string, ActiveSource>()
  let running: Promise<void> | undefined

  const sendHeartbeat = async (): Promise<void> => {
    const sources = active
    active = new Map()
    const value = JSON.stringify({ type: 'sources-heard', sources: [...sources.values()] } satisfies SourceActivity)
    try {
      await send([{ topic, key: 'heard', value }])
    } catch {
      for (const [id, source] of sources) if (active.size < SOURCES_MAX) active.set(id, source)
    }
  }
  const run = async (): Promise<void> => {
    while (active.size > 0 && !closing.signal.aborted) {
      await sendHeartbeat()
      await pause(HEARTBEAT_MS, closing.signal)
    }
    running = undefined
  }

  return {
    /** A valid record or line came from this source. Cheap: called once a record. */
    recordActivity: (source: ActiveSource): void => {
      if (active.size < SOURCES_MAX) active.set(source.id, source)
      running ??= Promise.resolve().then(run)
    },
    /** Sends what is left if Kafka takes it within a second: a heartbeat is not worth a shutdown that hangs. */
    close: async (): Promise<void> => {
      closing.abort()
      const last = (async () => {
        await running
        if (active.size > 0) await sendHeartbeat()
      })()
      const isOver = new AbortController()
      await Promise.race([last, pause(CLOSE_MS_MAX, isOver.signal)])
      isOver.abort()
    },
  }
}
