import {
  type AlertCraft,
  type AlertLink,
  compareCodePoints,
  formatWireTime,
  type MassArrivalAlert,
  type VisitPersons,
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
  const { craft, listed } = rowsThatFit(members, { whole: wholeRows, short: shortRows })
  return { craft: [...craft], ...linksBetween(spanningTree(members, rules), members, listed, endsOf) }
}

type FittingRows<Craft> = { readonly craft: readonly Craft[]; readonly listed: readonly CountedVisit[] }

/** The rows of the members, whole or, where these do not fit, short, and as many as fit; in the order given. */
export const rowsThatFit = <Craft>(
  members: readonly CountedVisit[],
  { whole, short }: { readonly whole: RowCache<Craft>; readonly short: RowCache<Craft> },
): FittingRows<Craft> => {
  const rows = members.map((member) => whole.of(member))
  if (bytesOf(rows) <= evidenceBytesMax) return { craft: rows.map(({ craft }) => craft), listed: members }
  const listed = mostImportant(members, short)
  return { craft: listed.map((member) => short.of(member).craft), listed }
}

type LinksOf<Link> = { readonly links: Link[]; readonly craftMore?: number; readonly linksMore?: number }

/** The links between listed members, and how much is not listed. `endsOf`: craftId and time of both, with a space between. */
export const linksBetween = <Link>(
  links: readonly Link[],
  members: readonly CountedVisit[],
  listed: readonly CountedVisit[],
  endsOf: (link: Link) => readonly [string, string],
): LinksOf<Link> => {
  if (listed.length === members.length) return { links: [...links] }
  const isListed = new Set(listed.map(({ craftId, arrivedMs }) => `${craftId} ${formatWireTime(arrivedMs)}`))
  const between = links.filter((link) => endsOf(link).every((end) => isListed.has(end)))
  return {
    links: between,
    craftMore: members.length - listed.length,
    ...(between.length < links.length ? { linksMore: links.length - between.length } : {}),
  }
}

/** As many as fit of those that make the number. */
const mostImportant = (members: readonly CountedVisit[], short: RowCache<unknown>): readonly CountedVisit[] => {
  const sorted = [...members].sort(byImportance)
  let bytes = 0
  const end = sorted.findIndex((member) => {
    bytes += short.of(member).bytes
    return bytes > evidenceBytesMax
  })
  if (end === -1) return members
  const kept = new Set(sorted.slice(0, end))
  return members.filter((member) => kept.has(member))
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
type Row<Craft> = { readonly craft: Craft; readonly bytes: number }

const bytesOf = (rows: readonly Row<unknown>[]): number => rows.reduce((sum, { bytes }) => sum + bytes, 0)

type RowCache<Craft> = { readonly of: (member: CountedVisit) => Row<Craft> }

/** A member never changes, so its row is cached: it is measured once, and comparing two alerts finds identical objects. */
export const createRowCache = <Craft>(
  describe: (member: CountedVisit) => Craft,
  linkBytesMax = LINK_BYTES_MAX,
): RowCache<Craft> => {
  const rows = new WeakMap<CountedVisit, Row<Craft>>()
  const of = (member: CountedVisit): Row<Craft> => {
    const known = rows.get(member)
    if (known !== undefined) return known
    const craft = describe(member)
    const row = { craft, bytes: jsonBytes(craft) + 1 + linkBytesMax }
    rows.set(member, row)
    return row
  }
  return { of }
}

const wholeRows = createRowCache((member) => describeVisit(member, namesPerCraftMax))

const shortRows = createRowCache((member) => withFewConflicts(wholeRows.of(member).craft))

type Conflicts = Pick<AlertCraft, 'conflictingReports' | 'conflictingReportsMore'>

export const withFewConflicts = <Craft extends Conflicts>(craft: Craft): Craft => {
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

const describeVisit = (member: CountedVisit, namesMax: number): AlertCraft => {
  const { craftId, description, arrivedMs, place, doubt } = member
  const { sameAs, sameAsMore } = describeNames(member, namesMax)
  return {
    craftId,
    sameAs,
    name: description.name,
    arrivedAt: formatWireTime(arrivedMs),
    longitude: place.longitude,
    latitude: place.latitude,
    ...describePersons(member),
    ...(sameAsMore > 0 ? { sameAsMore } : {}),
    ...(doubt === undefined ? {} : { doubt }),
  }
}

export const describeNames = (
  { craftId, names }: CountedVisit,
  namesMax: number,
): { readonly sameAs: string[]; readonly sameAsMore: number } => {
  const others = names.slice(0, namesMax + 1).filter((name) => name !== craftId)
  const sameAs = others.slice(0, namesMax).sort(compareCodePoints)
  return { sameAs, sameAsMore: names.length - 1 - sameAs.length }
}

export const describePersons = ({ persons }: CountedVisit): VisitPersons => ({
  unauthorised: persons.unauthorised,
  maxInSums: persons.maxInSums,
  aboardReport: persons.aboardReport,
  permissionReport: persons.permissionReport,
  conflictingReports: persons.conflictingReports,
  conflictingReportsMore: persons.conflictingReportsMore,
})
