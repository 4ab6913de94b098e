import { hourOf, type Rules, watchesApproaches } from '../rules.ts'
import type { CountedVisit, LiveVisit, VisitSpan } from '../situations/counted-visit.ts'
import { areSameVisit } from '../situations/counted-visit.ts'
import type { CraftIdentities } from '../situations/create-craft-identities.ts'
import { type ApproachingCraft, type BoatApproach, boatApproach, isTakenBack } from './boat-approach.ts'

/** The boats of an area as approaches see them: names join through craft that have a visit or an approach here. */
export const createInboundBoats = (
  entries: ReadonlyMap<string, ApproachingCraft>,
  { craftOf }: Pick<CraftIdentities, 'craftOf'>,
  rules: Rules,
) => {
  const craftOfBoat = (craftId: string): readonly ApproachingCraft[] =>
    craftOf(craftId).flatMap((name) => entries.get(name) ?? [])

  /** None where approaches are not watched: a snapshot that was written before may still have one. */
  const approachOf = (craftId: string): BoatApproach | undefined =>
    watchesApproaches(rules) ? boatApproach(craftOfBoat(craftId), rules) : undefined

  const visitsOf = (craftId: string): readonly LiveVisit[] => craftOfBoat(craftId).flatMap(({ visits }) => visits)

  /** The visit of the boat that an approach with this newest fix became: the first that lasts to it or later. */
  const landedAs = ({ craftId, arrivedMs: atMs }: VisitSpan): LiveVisit | undefined =>
    visitsOf(craftId)
      .filter(({ arrivedMs, lastMs }) => hourOf(lastMs) >= hourOf(atMs) && arrivedMs <= atMs + rules.absenceGapMs)
      .sort((a, b) => a.arrivedMs - b.arrivedMs)[0]

  /** Whether a member of a situation is what an alert knows as this visit or approach (design §4.14, rule 10). */
  const isSame = (member: CountedVisit, span: VisitSpan): boolean => {
    const isVisit = member.approach === undefined
    if (!span.isApproach) return isVisit && areSameVisit(member, span)
    if (isVisit) return landedAs(span)?.arrivedMs === member.arrivedMs
    const [fromMs, toMs] = [Math.min(span.arrivedMs, member.arrivedMs), Math.max(span.arrivedMs, member.arrivedMs)]
    return (
      toMs - fromMs <= rules.absenceGapMs &&
      !visitsOf(span.craftId).some(({ arrivedMs }) => arrivedMs > fromMs && arrivedMs < toMs)
    )
  }

  return {
    craftOf,
    craftOfBoat,
    approachOf,
    isTakenBack: (craftId: string): boolean => isTakenBack(craftOfBoat(craftId), rules),
    landedAs,
    isSame,
  }
}
export type InboundBoats = ReturnType<typeof createInboundBoats>
