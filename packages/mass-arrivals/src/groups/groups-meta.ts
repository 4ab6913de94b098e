import { type NewestMs, worldOf } from '../world.ts'
import type { AreaState } from './create-area-state.ts'

/** How far the stage is with telling alerts. */
export type GroupsPhase =
  /** A new state that has not seen a batch yet. */
  | { readonly phase: 'new' }
  /** Craft are made anew from the log; up to this offset nothing is told. */
  | { readonly phase: 'silent'; readonly untilOffset: number }
  /** The craft are complete and stored: now one reconcile tells the difference to what is published. */
  | { readonly phase: 'due' }
  | { readonly phase: 'telling' }

export type GroupsMeta = { readonly config: string; readonly newestMs: NewestMs; readonly phase: GroupsPhase }

export const entryKey = ({ area, exercise }: AreaState, craftId: string): string =>
  `craft/${area.areaId}/${worldOf(exercise)}/${craftId}`

/** Where the alerts topic ended when all before it was known to the state. Kept by the runner, for `aheadOf`. */
export const PUBLISHED_OFFSETS_KEY = 'told'

export const alertKey = (alertId: string): string => `alert/${alertId}`
