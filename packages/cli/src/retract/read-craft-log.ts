import { type ReadTopicSpec, readTopic } from '@landfall/kafka'
import type { LogEntry } from '@landfall/mass-arrivals'

export type CraftLog = {
  /** All records of the craft that the log still has. */
  readonly entries: readonly LogEntry[]
  /** The times of its positions with the id that was looked for; each once. */
  readonly observedAts: readonly string[]
}

/** Reads one craft's records from its partition of the observations topic. */
export const readCraftLog = async (
  craftId: string,
  observationId: string | undefined,
  spec: ReadTopicSpec & { readonly signal: AbortSignal },
): Promise<CraftLog> => {
  const entries: LogEntry[] = []
  for await (const { offset, timestampMs, key, value } of readTopic(spec)) {
    spec.signal.throwIfAborted()
    // As text: the value is a view into a whole fetch, which would stay in memory with it.
    if (String(key) === craftId) entries.push({ offset, timestampMs, key, value: String(value) })
  }
  if (observationId === undefined) return { entries, observedAts: [] }
  const named = entries
    .map(({ value }) => JSON.parse(String(value)) as { type: string; observationId: string; observedAt: string })
    .filter((one) => one.type === 'position' && one.observationId === observationId)
  return { entries, observedAts: [...new Set(named.map(({ observedAt }) => observedAt))] }
}
