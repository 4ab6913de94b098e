import { type AlertCraft, formatWireTime, type MassArrivalAlert } from '@landfall/contracts'
import { certaintyOf, countLimbs } from '../situations/count-limbs.ts'
import type { CountedVisit } from '../situations/counted-visit.ts'
import { spanningTree } from '../situations/spanning-tree.ts'
import type { WatchedArea } from '../watched-area.ts'

/** The part of an alert that follows from its visits. */
export type AlertCounts = Pick<MassArrivalAlert, 'unauthorised' | 'limbs' | 'craft' | 'links' | 'threshold' | 'policy'>

/** What an open alert says, its identity and history aside. A change of this is a new version. */
export type AlertContent = AlertCounts &
  Pick<MassArrivalAlert, 'severity' | 'certainty' | 'firstArrivalAt' | 'lastArrivalAt'>

/** The numbers and the evidence over the given visits, by arrival, then craftId. */
export const countMembers = (members: readonly CountedVisit[], { rules, policyHash }: WatchedArea): AlertCounts => {
  const limbs = countLimbs(members, rules)
  const { min, likely, max } = limbs.samePeriod
  return {
    threshold: rules.threshold,
    policy: policyHash,
    unauthorised: { min: min.persons, likely: likely.persons, max: max.persons, openEnded: max.openEnded },
    limbs,
    craft: members.map(alertCraftOf),
    links: [...spanningTree(members)],
  }
}

const SEVERITIES = { observed: 'alarm', likely: 'warning', possible: 'caution' } as const

/** The content of an open alert for a situation's visits (design §4.6 and §4.7). */
export const alertContent = (members: readonly CountedVisit[], area: WatchedArea): AlertContent => {
  const counted = countMembers(members, area)
  const { min, likely, max } = counted.unauthorised
  const certainty = certaintyOf(min, likely, max, area.rules.threshold) ?? 'possible'
  return {
    severity: SEVERITIES[certainty],
    certainty,
    ...counted,
    firstArrivalAt: formatWireTime(members[0]?.arrivedMs ?? 0),
    lastArrivalAt: formatWireTime(members.at(-1)?.arrivedMs ?? 0),
  }
}

/** A member never changes, so its description is cached: comparing two alerts then finds identical objects. */
const alertCrafts = new WeakMap<CountedVisit, AlertCraft>()

const alertCraftOf = (member: CountedVisit): AlertCraft => {
  const said = alertCrafts.get(member) ?? describeVisit(member)
  alertCrafts.set(member, said)
  return said
}

const describeVisit = ({ craftId, names, description, arrivedMs, place, persons }: CountedVisit): AlertCraft => ({
  craftId,
  sameAs: [...names],
  name: description.name,
  arrivedAt: formatWireTime(arrivedMs),
  longitude: place.longitude,
  latitude: place.latitude,
  unauthorised: persons.unauthorised,
  maxInSums: persons.maxInSums,
  aboardReport: persons.aboardReport,
  permissionReport: persons.permissionReport,
  conflictingReports: persons.conflictingReports,
  conflictingReportsMore: persons.conflictingReportsMore,
})
