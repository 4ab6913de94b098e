/** Per partition: the offset after the last record. */
export type Offsets = ReadonlyMap<number, number>

/** One stage of windowing at one moment: the end of its topic, and its committed offsets. */
export type StageProgress = { readonly ends: Offsets; readonly committed: Offsets }

type Snapshot = { readonly atMs: number; readonly stages: readonly Offsets[] }

/** Snapshots that windowing has not reached yet: more than an hour, at one every few seconds. */
const SNAPSHOTS_MAX = 1_000

/**
 * Until when everything that came in has been processed: the newest moment whose log ends windowing has reached since. Null
 * while no such moment is known.
 */
export const createProcessedUpTo = () => {
  const ahead: Snapshot[] = []
  let processedUpToMs: number | null = null
  return {
    /** Records the progress of all stages at `atMs`; always in the same order. */
    record: (atMs: number, stages: readonly StageProgress[]): void => {
      if (ahead.length === SNAPSHOTS_MAX) ahead.pop() // The oldest ones show how far behind windowing is.
      ahead.push({ atMs, stages: stages.map(({ ends }) => ends) })
      const isReached = (snapshot: Snapshot): boolean =>
        snapshot.stages.every((ends, index) =>
          [...ends].every(([partition, end]) => (stages[index]?.committed.get(partition) ?? 0) >= end),
        )
      for (let next = ahead[0]; next !== undefined && isReached(next); next = ahead[0]) {
        processedUpToMs = next.atMs
        ahead.shift()
      }
    },
    processedUpToMs: (): number | null => processedUpToMs,
  }
}
