import { type Approach, compareCodePoints, type VisitPersons } from '@landfall/contracts'
import { placeAt } from '@landfall/geo'
import { hourOf, type Rules } from '../rules.ts'
import type { CountedApproach, LiveVisit } from '../situations/counted-visit.ts'

/** What is known of a craft that is one of a boat's names. `approach.now` is null where it has ceased. */
export type ApproachingCraft = {
  readonly craftId: string
  readonly visits: readonly LiveVisit[]
  readonly approach?: { readonly atMs: number; readonly now: Approach | null }
}

/** The approach of a boat: place, motion and state are those of `craftId`. */
export type BoatApproach = {
  readonly craftId: string
  readonly atMs: number
  readonly approach: Approach
  readonly persons: VisitPersons | null
}

/**
 * The approach of a boat with these names (design §4.14, rule 7): that of the name with the newest fix (equal: the smaller craftId). A
 * name whose newest fix the boat was inside after drops out.
 */
export const boatApproach = (craft: readonly ApproachingCraft[], { visitGapMs }: Rules): BoatApproach | undefined => {
  const insideMs = craft
    .flatMap(({ visits }) => visits)
    .reduce((latest, { lastMs }) => Math.max(latest, lastMs), Number.NEGATIVE_INFINITY)
  const names = craft
    .flatMap(({ craftId, approach }): readonly BoatApproach[] =>
      approach?.now == null || hourOf(insideMs) >= hourOf(approach.atMs - visitGapMs)
        ? []
        : [{ craftId, atMs: approach.atMs, approach: approach.now, persons: approach.now.persons }],
    )
    .sort((a, b) => b.atMs - a.atMs || compareCodePoints(a.craftId, b.craftId))
  const [newest] = names
  return newest && { ...newest, persons: largestPersons(names.flatMap(({ persons }) => persons ?? [])) }
}

/** Each of min, likely and max the largest; the reports are those of the most likely, of equal ones the first. */
const largestPersons = (names: readonly VisitPersons[]): VisitPersons | null => {
  const [first, ...others] = names
  if (first === undefined) return null
  return others.reduce((most, persons) => {
    const reports = persons.unauthorised.likely > most.unauthorised.likely ? persons : most
    const open = [most, persons].find((each) => each.maxInSums >= Math.max(most.maxInSums, persons.maxInSums))
    return {
      ...reports,
      unauthorised: {
        min: Math.max(most.unauthorised.min, persons.unauthorised.min),
        likely: Math.max(most.unauthorised.likely, persons.unauthorised.likely),
        max:
          most.unauthorised.max === null || persons.unauthorised.max === null
            ? null
            : Math.max(most.unauthorised.max, persons.unauthorised.max),
      },
      maxInSums: (open ?? most).maxInSums,
    }
  }, first)
}

/**
 * Whether it counts (design §4.14, rule 6): it has people, and more than the boat's visits that arrived within `period` before its newest
 * fix, who may be those who left again.
 */
export const isCounted = (
  { atMs, persons }: BoatApproach,
  craft: readonly ApproachingCraft[],
  { periodMs }: Rules,
): boolean => {
  const likely = persons?.unauthorised.likely ?? 0
  const landed = craft
    .flatMap(({ visits }) => visits)
    .filter(({ arrivedMs }) => arrivedMs >= atMs - periodMs && arrivedMs <= atMs)
    .map((visit) => visit.persons?.unauthorised.likely ?? 0)
  return likely > Math.max(0, ...landed)
}

export const countedApproachOf = ({ approach, atMs }: BoatApproach): CountedApproach => {
  const { fixes, persons: _, ...evidence } = approach
  return {
    evidence,
    track: fixes
      .filter(({ at }) => Date.parse(at) < atMs)
      .map((fix) => ({ fix, place: placeAt(fix.longitude, fix.latitude) })),
  }
}
