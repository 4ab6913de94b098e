/** Per partition one past the last offset. */
export type Offsets = ReadonlyMap<number, number>

/** One stage of windowing at one moment: where its topic ended, and how far it had come. */
export type StageProgress = { readonly ends: Offsets; readonly committed: Offsets }

type Snapshot = { readonly atMs: number; readonly stages: readonly Offsets[] }

/** Of looks that windowing has not come up to yet: an hour and more, one every few seconds. */
const SNAPSHOTS_MAX = 1_000

/**
 * Up to when everything that came in has been counted: the newest moment whose ends of the log windowing has reached
 * since. Null while that is not known of any moment.
 */
export const createProcessedUpTo = () => {
  const ahead: Snapshot[] = []
  let processedUpToMs: number | null = null
  return {
    /** A look at all stages at `atMs`, in the same order each time. */
    note: (atMs: number, looks: readonly StageProgress[]): void => {
      if (ahead.length === SNAPSHOTS_MAX) ahead.pop() // The oldest ones say how far behind it is.
      ahead.push({ atMs, stages: looks.map(({ ends }) => ends) })
      const isReached = ({ stages }: Snapshot): boolean =>
        stages.every((ends, stage) =>
          [...ends].every(([partition, end]) => (looks[stage]?.committed.get(partition) ?? 0) >= end),
        )
      for (let next = ahead[0]; next !== undefined && isReached(next); next = ahead[0]) {
        processedUpToMs = next.atMs
        ahead.shift()
      }
    },
    processedUpToMs: (): number | null => processedUpToMs,
  }
}
