import { areSameVisit, byArrival, type CountedVisit, type VisitSpan } from '../situations/counted-visit.ts'
import type { SameMember } from './alert-kind-rules.ts'
import { type EvaluatedSituation, type HeldAlert, knownVisitsOf } from './held-alert.ts'

export type Matched = {
  /** The situation each alert takes. */
  readonly taken: ReadonlyMap<HeldAlert, EvaluatedSituation>
  /** For an open alert that takes none but shares a visit with a taken one: the alert that took it. */
  readonly supersededBy: ReadonlyMap<HeldAlert, HeldAlert>
}

/** Visits are the same where they are of the same craft and overlap (design §4.8). */
export const SAME_VISIT: SameMember = { craftOf: (craftId) => [craftId], isSame: areSameVisit }

/**
 * Which alert goes on with which situation (design §4.8). Alerts, open before ended, then raised first, then by
 * id, each take the free situation with which they share most visits.
 */
export const matchAlerts = (
  held: readonly HeldAlert[],
  situations: readonly EvaluatedSituation[],
  same = SAME_VISIT,
): Matched => {
  const shared = countShared(situations, same)
  const taken = new Map<HeldAlert, EvaluatedSituation>()
  const takers = new Map<EvaluatedSituation, HeldAlert>()
  const left: HeldAlert[] = []
  for (const alert of [...held].sort(byPrecedence)) {
    const situation = mostShared(shared(knownVisitsOf(alert)), (each) => !takers.has(each))
    if (situation === undefined) {
      left.push(alert)
      continue
    }
    taken.set(alert, situation)
    takers.set(situation, alert)
  }
  const supersededBy = new Map<HeldAlert, HeldAlert>()
  for (const alert of left) {
    const situation = mostShared(shared(knownVisitsOf(alert)), (each) => takers.has(each))
    const taker = situation && takers.get(situation)
    if (taker !== undefined) supersededBy.set(alert, taker)
  }
  return { taken, supersededBy }
}

const byPrecedence = (a: HeldAlert, b: HeldAlert): number =>
  Number(a.alert.status !== 'open') - Number(b.alert.status !== 'open') ||
  a.raisedIndex - b.raisedIndex ||
  (a.alert.alertId < b.alert.alertId ? -1 : 1)

type Shared = ReadonlyMap<EvaluatedSituation, number>

/** For the visits of an alert: how many of them each situation has. */
export const countShared = (situations: readonly EvaluatedSituation[], { craftOf, isSame } = SAME_VISIT) => {
  const visits = new Map<string, { readonly member: CountedVisit; readonly situation: EvaluatedSituation }[]>()
  for (const situation of situations) {
    for (const member of situation.members) {
      const others = visits.get(member.craftId)
      if (others === undefined) visits.set(member.craftId, [{ member, situation }])
      else others.push({ member, situation })
    }
  }
  return (spans: readonly VisitSpan[]): Shared => {
    const counts = new Map<EvaluatedSituation, number>()
    for (const span of spans) {
      const ofCraft = craftOf(span.craftId).flatMap((craftId) => visits.get(craftId) ?? [])
      const same = ofCraft.filter(({ member }) => isSame(member, span))
      for (const situation of new Set(same.map((each) => each.situation))) {
        counts.set(situation, (counts.get(situation) ?? 0) + 1)
      }
      if (counts.size === situations.length && situations.length === 1) break // How many matters beside others alone.
    }
    return counts
  }
}

const mostShared = (
  shared: Shared,
  isWanted: (situation: EvaluatedSituation) => boolean,
): EvaluatedSituation | undefined =>
  [...shared]
    .filter(([situation]) => isWanted(situation))
    .sort(([a, sharedA], [b, sharedB]) => sharedB - sharedA || byFirst(a, b))[0]?.[0]

const byFirst = (a: EvaluatedSituation, b: EvaluatedSituation): number => {
  const [firstA, firstB] = [a.members[0], b.members[0]]
  return firstA === undefined || firstB === undefined ? 0 : byArrival(firstA, firstB)
}
