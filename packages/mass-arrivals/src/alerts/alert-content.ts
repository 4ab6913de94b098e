import { formatWireTime, type MassArrivalAlert, statedLaw } from '@landfall/contracts'
import { certaintyOf, countLimbs } from '../situations/count-limbs.ts'
import type { CountedVisit } from '../situations/counted-visit.ts'
import type { WatchedArea } from '../watched-area.ts'
import { type Evidence, listEvidence } from './list-evidence.ts'

/** The part of an alert that follows from its visits. */
export type AlertCounts = Pick<
  MassArrivalAlert,
  'unauthorised' | 'limbs' | 'threshold' | 'policy' | 'counts' | 'excludes' | 'law'
> &
  Evidence

/** What an open alert says, its identity and history aside. A change of this is a new version. */
export type AlertContent = AlertCounts &
  Pick<MassArrivalAlert, 'severity' | 'certainty' | 'firstArrivalAt' | 'lastArrivalAt'>

/** The numbers over the given visits, by arrival, then craftId, and the most important of the evidence. */
export const countMembers = (
  members: readonly CountedVisit[],
  { rules, policyHash, stated }: WatchedArea,
): AlertCounts => {
  const limbs = countLimbs(members, rules)
  const { min, likely, max } = limbs.samePeriod
  return {
    threshold: rules.threshold,
    policy: policyHash,
    ...statedLaw(stated),
    unauthorised: { min: min.persons, likely: likely.persons, max: max.persons, openEnded: max.openEnded },
    limbs,
    ...listEvidence(members, rules),
  }
}

/** The severity of an alert, by the certainty that its count for the period exceeds the threshold (design §4.7). */
export const SEVERITY_OF = { observed: 'alarm', likely: 'warning', possible: 'caution' } as const

/** The content of an open alert for a situation's visits (design §4.6 and §4.7). */
export const alertContent = (members: readonly CountedVisit[], area: WatchedArea): AlertContent => {
  const counted = countMembers(members, area)
  const { min, likely, max } = counted.unauthorised
  const certainty = certaintyOf(min, likely, max, area.rules.threshold) ?? 'possible'
  return {
    severity: SEVERITY_OF[certainty],
    certainty,
    ...counted,
    firstArrivalAt: formatWireTime(members[0]?.arrivedMs ?? 0),
    lastArrivalAt: formatWireTime(members.at(-1)?.arrivedMs ?? 0),
  }
}
