import {
  type AlertCraft,
  type AlertLink,
  compareCodePoints,
  formatWireTime,
  type MassArrivalAlert,
} from '@landfall/contracts'
import { jsonBytes } from '../json-bytes.ts'
import type { Rules } from '../rules.ts'
import { byArrival, type CountedVisit } from '../situations/counted-visit.ts'
import { spanningTree } from '../situations/spanning-tree.ts'
import { ALERT_LIMITS, LINK_BYTES_MAX } from './alert-limits.ts'

/** What an alert lists of the visits that it counts, and how much it does not list. */
export type Evidence = Pick<MassArrivalAlert, 'craft' | 'links' | 'craftMore' | 'linksMore'>

const { evidenceBytesMax, namesPerCraftMax, conflictsPerCraftMax } = ALERT_LIMITS

/** The evidence of the given visits, by arrival, then craftId: all of it, or what matters most (design §4.11). */
export const listEvidence = (members: readonly CountedVisit[], rules: Rules): Evidence => {
  const links = spanningTree(members, rules)
  const whole = members.map((member) => wholeRows.of(member))
  if (bytesOf(whole) <= evidenceBytesMax) return { craft: whole.map(({ craft }) => craft), links: [...links] }
  const listed = mostImportant(members)
  const craft = listed.map((member) => shortRows.of(member).craft)
  if (listed.length === members.length) return { craft, links: [...links] }
  const isListed = new Set(craft.map(({ craftId, arrivedAt }) => `${craftId} ${arrivedAt}`))
  const between = links.filter((link) => endsOf(link).every((end) => isListed.has(end)))
  return {
    craft,
    links: between,
    craftMore: members.length - listed.length,
    ...(between.length < links.length ? { linksMore: links.length - between.length } : {}),
  }
}

/** As many as fit of those that make the number, by arrival. */
const mostImportant = (members: readonly CountedVisit[]): readonly CountedVisit[] => {
  const sorted = [...members].sort(byImportance)
  let bytes = 0
  const end = sorted.findIndex((member) => {
    bytes += shortRows.of(member).bytes
    return bytes > evidenceBytesMax
  })
  return (end === -1 ? sorted : sorted.slice(0, end)).sort(byArrival)
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

/** What an alert lists of a visit. `bytes`: as JSON with a comma, and what a link to it may take. */
type Row = { readonly craft: AlertCraft; readonly bytes: number }

const bytesOf = (rows: readonly Row[]): number => rows.reduce((sum, { bytes }) => sum + bytes, 0)

/** A member never changes, so its row is cached: it is measured once, and comparing two alerts finds identical objects. */
const createRowCache = (describe: (member: CountedVisit) => AlertCraft) => {
  const rows = new WeakMap<CountedVisit, Row>()
  const of = (member: CountedVisit): Row => {
    const known = rows.get(member)
    if (known !== undefined) return known
    const craft = describe(member)
    const row = { craft, bytes: jsonBytes(craft) + 1 + LINK_BYTES_MAX }
    rows.set(member, row)
    return row
  }
  return { of }
}

const wholeRows = createRowCache((member) => describeVisit(member, namesPerCraftMax))

const shortRows = createRowCache((member) => withFewConflicts(wholeRows.of(member).craft))

const withFewConflicts = (craft: AlertCraft): AlertCraft => {
  const { conflictingReports: all, conflictingReportsMore } = craft
  if (all.length <= conflictsPerCraftMax) return craft
  const kept = new Set(
    [...all].sort((a, b) => Number(b.widens) - Number(a.widens)).slice(0, conflictsPerCraftMax), // Stable: the latest first.
  )
  return {
    ...craft,
    conflictingReports: all.filter((report) => kept.has(report)),
    conflictingReportsMore: conflictingReportsMore + all.length - kept.size,
  }
}

const describeVisit = (
  { craftId, names, description, arrivedMs, place, persons, doubt }: CountedVisit,
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
    ...(doubt === undefined ? {} : { doubt }),
  }
}
