import { type CraftDescription, compareCodePoints, type VisitPersons } from '@landfall/contracts'
import { placeAt } from '@landfall/geo'
import type { HeldApproach } from '../approach/held-approach.ts'
import { hourOf, type Rules } from '../rules.ts'
import type { CountedApproach, LiveVisit } from '../situations/counted-visit.ts'
import { VECTOR_NUMBERS } from '../situations/square-between.ts'

/** What is known of a craft that is one of a boat's names. `approach.now` is null where it has ceased. */
export type ApproachingCraft = {
  readonly craftId: string
  readonly description: CraftDescription
  readonly visits: readonly LiveVisit[]
  readonly approach?: { readonly atMs: number; readonly now: HeldApproach | null }
}

/** The approach of a boat: place, motion and state are those of `craftId`. */
export type BoatApproach = {
  readonly craftId: string
  readonly atMs: number
  readonly approach: HeldApproach
  readonly persons: VisitPersons | null
}

/**
 * The approach of a boat with these names (design §4.14, rule 7): that of the name with the newest fix (equal: the smaller craftId). A
 * name whose newest fix the boat was inside after drops out, and so does one that is only emitted because its reports were taken back.
 */
export const boatApproach = (craft: readonly ApproachingCraft[], rules: Rules): BoatApproach | undefined => {
  const names = craft
    .filter(({ approach, description }) => approach?.now?.persons != null || isDescribed(description))
    .flatMap(approachesSince(insideMsOf(craft), rules))
    .sort((a, b) => b.atMs - a.atMs || compareCodePoints(a.craftId, b.craftId))
  const [newest] = names
  return newest && { ...newest, persons: largestPersons(names.flatMap(({ persons }) => persons ?? [])) }
}

/** Whether any of these names goes on without people: its reports were taken back. */
export const isTakenBack = (craft: readonly ApproachingCraft[], rules: Rules): boolean =>
  craft.flatMap(approachesSince(insideMsOf(craft), rules)).some(({ persons }) => persons === null)

const isDescribed = ({ sameAs, scheduledService, domestic }: CraftDescription): boolean =>
  sameAs.length > 0 || scheduledService || domestic

const insideMsOf = (craft: readonly ApproachingCraft[]): number =>
  craft
    .flatMap(({ visits }) => visits)
    .reduce((latest, { lastMs }) => Math.max(latest, lastMs), Number.NEGATIVE_INFINITY)

/** What a name has of an approach, if the boat was not inside after its newest fix, or a short time before. */
const approachesSince =
  (insideMs: number, { visitGapMs }: Rules) =>
  ({ craftId, approach }: ApproachingCraft): readonly BoatApproach[] =>
    approach?.now == null || hourOf(insideMs) >= hourOf(approach.atMs - visitGapMs)
      ? []
      : [{ craftId, atMs: approach.atMs, approach: approach.now, persons: approach.now.persons }]

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
  const track: number[] = []
  const { fixes } = approach
  for (let at = 0; (fixes[at] ?? atMs) < atMs; at += VECTOR_NUMBERS) {
    const { x, y, z } = placeAt(fixes[at + 1] ?? 0, fixes[at + 2] ?? 0)
    track.push(x, y, z)
  }
  return { held: approach, track: track.slice() }
}
