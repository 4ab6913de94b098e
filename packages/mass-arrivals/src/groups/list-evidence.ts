import {
  type AlertCraft,
  type AlertLink,
  compareCodePoints,
  formatWireTime,
  type MassArrivalAlert,
} from '@landfall/contracts'
import { byArrival, type CountedVisit } from '../situations/counted-visit.ts'
import { spanningTree } from '../situations/spanning-tree.ts'
import { ALERT_LIMITS } from './alert-limits.ts'

/** What an alert lists of the visits that it counts, and how much it does not list. */
export type Evidence = Pick<MassArrivalAlert, 'craft' | 'links' | 'craftMore' | 'linksMore'>

const { craftMax, namesPerCraftMax, conflictsMax } = ALERT_LIMITS

/** The evidence of the given visits, by arrival, then craftId: all of it, or what matters most (design §4.11). */
export const listEvidence = (members: readonly CountedVisit[]): Evidence => {
  const links = spanningTree(members)
  if (members.length <= craftMax) return { craft: limitConflicts(members.map(alertCraftOf)), links: [...links] }
  const listed = [...members].sort(byImportance).slice(0, craftMax).sort(byArrival)
  const craft = listed.map(alertCraftOf)
  const isListed = new Set(craft.map(({ craftId, arrivedAt }) => `${craftId} ${arrivedAt}`))
  const between = links.filter((link) => endsOf(link).every((end) => isListed.has(end)))
  return {
    craft: limitConflicts(craft),
    links: between,
    craftMore: members.length - listed.length,
    ...(between.length < links.length ? { linksMore: links.length - between.length } : {}),
  }
}

/** All visits as an alert would list them if there were no limits. */
export const allEvidence = (members: readonly CountedVisit[]): readonly AlertCraft[] =>
  members.map((member) => describeVisit(member, Number.POSITIVE_INFINITY))

/** Those that make the number first: the most people likely, then at most, without permission. */
const byImportance = (a: CountedVisit, b: CountedVisit): number =>
  b.persons.unauthorised.likely - a.persons.unauthorised.likely ||
  b.persons.maxInSums - a.persons.maxInSums ||
  byArrival(a, b)

const endsOf = ({ a, aArrivedAt, b, bArrivedAt }: AlertLink): readonly [string, string] => [
  `${a} ${aArrivedAt}`,
  `${b} ${bArrivedAt}`,
]

/** As many conflicting reports of each craft as leave no more than `conflictsMax` of all; those that widen max first. */
const limitConflicts = (craft: AlertCraft[]): AlertCraft[] => {
  const counts = craft.map(({ conflictingReports }) => conflictingReports.length)
  let each = Math.max(0, ...counts)
  const listed = () => counts.reduce((sum, count) => sum + Math.min(count, each), 0)
  while (listed() > conflictsMax) each -= 1
  return craft.map((one) => (one.conflictingReports.length <= each ? one : withConflicts(one, each)))
}

const withConflicts = (craft: AlertCraft, conflictsListed: number): AlertCraft => {
  const { conflictingReports: all, conflictingReportsMore } = craft
  const kept = new Set(
    [...all].sort((a, b) => Number(b.widens) - Number(a.widens)).slice(0, conflictsListed), // Stable: the latest first.
  )
  return {
    ...craft,
    conflictingReports: all.filter((report) => kept.has(report)),
    conflictingReportsMore: conflictingReportsMore + all.length - kept.size,
  }
}

/** A member never changes, so its description is cached: comparing two alerts then finds identical objects. */
const alertCrafts = new WeakMap<CountedVisit, AlertCraft>()

const alertCraftOf = (member: CountedVisit): AlertCraft => {
  const said = alertCrafts.get(member) ?? describeVisit(member, namesPerCraftMax)
  alertCrafts.set(member, said)
  return said
}

const describeVisit = (
  { craftId, names, description, arrivedMs, place, persons }: CountedVisit,
  namesMax: number,
): AlertCraft => {
  const others = names.slice(0, namesMax + 1).filter((name) => name !== craftId)
  const sameAs = others.slice(0, namesMax).sort(compareCodePoints)
  const sameAsMore = names.length - 1 - sameAs.length
  return {
    craftId,
    sameAs,
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
    ...(sameAsMore > 0 ? { sameAsMore } : {}),
  }
}
