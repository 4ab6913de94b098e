import type { NewestMs, World } from '../world.ts'

/** Whether what is folded is told to the readers of the arrivals topic. */
export type Telling =
  /** A new state that has not seen a batch yet. `tellEmpty`: also tell which craft have no arrivals (any more). */
  | { readonly phase: 'new'; readonly tellEmpty: boolean }
  /** The state is being made anew from the log: silent up to this offset, then everything once. */
  | { readonly phase: 'silent'; readonly untilOffset: number; readonly tellEmpty: boolean }
  | { readonly phase: 'telling' }

/** What the arrivals stage keeps of a partition beside its craft. */
export type ArrivalsMeta = {
  /** Hash of the areas and policies that the state was made under. */
  readonly config: string
  /** Newest observedAt. */
  readonly newestMs: NewestMs
  readonly telling: Telling
}

/** State keys: `real/mmsi:512000123`. */
export const craftStateKey = (world: World, craftId: string): string => `${world}/${craftId}`

export const parseCraftStateKey = (key: string): { readonly world: World; readonly craftId: string } =>
  key.startsWith('real/') ? { world: 'real', craftId: key.slice(5) } : { world: 'exercise', craftId: key.slice(9) }
