import { isDeepEqual } from '../groups/is-deep-equal.ts'
import type { CountedVisit } from './counted-visit.ts'

/** Whether visits are what they were, but for how long they last; takes that over. */
export const extendUnchanged = (before: readonly CountedVisit[], now: readonly CountedVisit[]): boolean => {
  if (before.length !== now.length || !before.every((visit, index) => countsAlike(visit, now[index]))) return false
  for (const [index, visit] of before.entries()) visit.lastMs = now[index]?.lastMs ?? visit.lastMs
  return true
}

/** In all that an alert counts or shows. */
const countsAlike = (a: CountedVisit, b: CountedVisit | undefined): boolean =>
  a.arrivedMs === b?.arrivedMs &&
  a.boat === b.boat &&
  a.description.name === b.description.name &&
  a.doubt === b.doubt &&
  isDeepEqual([a.place, a.names, a.persons, a.approach], [b.place, b.names, b.persons, b.approach])
