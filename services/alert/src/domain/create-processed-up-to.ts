/** Per partition one past the last offset. */
export type Offsets = ReadonlyMap<number, number>

/** One stage of windowing at one moment: where its topic ended, and how far it had come. */
export type StageLook = { readonly ends: Offsets; readonly done: Offsets }

type Look = { readonly atMs: number; readonly stages: readonly Offsets[] }

/** Of looks that windowing has not come up to yet: an hour and more, one every few seconds. */
const LOOKS_MAX = 1_000

/**
 * Up to when everything that came in has been counted: the newest moment whose ends of the log windowing has reached
 * since. Null while that is not known of any moment.
 */
export const createCountedUpTo = () => {
  const ahead: Look[] = []
  let countedMs: number | null = null
  return {
    /** A look at all stages at `atMs`, in the same order each time. */
    note: (atMs: number, looks: readonly StageLook[]): void => {
      if (ahead.length === LOOKS_MAX) ahead.pop() // The oldest ones say how far behind it is.
      ahead.push({ atMs, stages: looks.map(({ ends }) => ends) })
      const isReached = ({ stages }: Look): boolean =>
        stages.every((ends, stage) =>
          [...ends].every(([partition, end]) => (looks[stage]?.done.get(partition) ?? 0) >= end),
        )
      for (let next = ahead[0]; next !== undefined && isReached(next); next = ahead[0]) {
        countedMs = next.atMs
        ahead.shift()
      }
    },
    countedMs: (): number | null => countedMs,
  }
}
