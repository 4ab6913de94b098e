import type { SourceActivity } from '@landfall/contracts'
import type { OutRecord } from '@landfall/kafka'
import { createPacer } from '@landfall/runtime'

type ActiveSource = { readonly id: string; readonly kind: string }

export type SourceHeartbeatDeps = {
  readonly send: (records: readonly OutRecord[]) => Promise<unknown>
  readonly topic: string
  /** Called for each activity of a source that has no place. */
  readonly onRefused: () => void
}

const HEARTBEAT_MS = 5_000
/** Twice as many as windowing knows at a time, so that its alert says when there are too many. */
export const HEARTBEAT_SOURCES_MAX = 2_000
const SOURCES_PER_RECORD = 1_000
/** Six hours of heartbeats: a source that was silent for so long makes room when there is none. */
const FORGOTTEN_AFTER_HEARTBEATS = 4_320

/**
 * Writes to the log which sources are active: at once when one sends after a quiet time, then every 5 s at most. A
 * heartbeat is lost only while Kafka is away, and then the clock that decides about silence stands still too. Sources that are new when the places are taken are refused: they must not crowd
 * out one that is watched.
 */
export const createSourceHeartbeat = ({ send, topic, onRefused }: SourceHeartbeatDeps) => {
  let active = new Map<string, ActiveSource>()
  let heartbeats = 0
  let sweptAt = 0
  /** By id, the number of the heartbeat before which each was last active. */
  const known = new Map<string, number>()

  const sendHeartbeat = async (): Promise<void> => {
    const sources = active
    active = new Map()
    heartbeats += 1
    try {
      await send(recordsOf([...sources.values()]).map((value) => ({ topic, key: 'heard', value })))
    } catch {
      for (const [id, source] of sources) active.set(id, source)
    }
  }
  const hasPlace = (): boolean => {
    if (known.size < HEARTBEAT_SOURCES_MAX) return true
    if (sweptAt === heartbeats) return false // Looked already: a flood must not cost a walk for each record.
    sweptAt = heartbeats
    for (const [id, at] of known) if (heartbeats - at > FORGOTTEN_AFTER_HEARTBEATS) known.delete(id)
    return known.size < HEARTBEAT_SOURCES_MAX
  }
  const pacer = createPacer({ periodMs: HEARTBEAT_MS, hasWork: () => active.size > 0, work: sendHeartbeat })

  return {
    /** A valid record or line came from this source. Cheap: called once a record. */
    recordActivity: (source: ActiveSource): void => {
      if (!known.has(source.id) && !hasPlace()) {
        onRefused()
        return
      }
      known.set(source.id, heartbeats)
      active.set(source.id, source)
      pacer.wake()
    },
    close: pacer.close,
  }
}

const recordsOf = (sources: readonly ActiveSource[]): readonly string[] =>
  Array.from({ length: Math.ceil(sources.length / SOURCES_PER_RECORD) }, (_, index) => {
    const some = sources.slice(index * SOURCES_PER_RECORD, (index + 1) * SOURCES_PER_RECORD)
    return JSON.stringify({ type: 'sources-heard', sources: some } satisfies SourceActivity)
  })
