import type { AlertGroup } from './group-alerts.ts'

/** Up to this many alerts each row is a card; above, rows are lines of one height, in groups. */
export const CARDS_MAX = 8
/** Of a group, until “more” is pressed. */
export const GROUP_ROWS = 8

/** How the list is laid out, beside what the address says. */
export type ListShape = {
  /** Empty where the rows are cards. */
  readonly groups: readonly AlertGroup[]
  /** By the key of a group; absent: its first rows are shown. */
  readonly opened: ReadonlyMap<string, 'closed' | 'whole'>
  /** As typed. Not in the address: it changes with each letter. */
  readonly search: string
  /** Alerts chosen to be acknowledged together. */
  readonly checked: ReadonlySet<string>
}

export const NEW_SHAPE: ListShape = { groups: [], opened: new Map(), search: '', checked: new Set() }
