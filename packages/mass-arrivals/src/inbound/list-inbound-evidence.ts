import {
  formatWireTime,
  type InboundCraft,
  type InboundGroupAlert,
  type InboundLink,
  parseWireTime,
} from '@landfall/contracts'
import { ALERT_LIMITS, INBOUND_LINK_BYTES_MAX } from '../alerts/alert-limits.ts'
import {
  createRowCache,
  describeNames,
  describePersons,
  linksBetween,
  rowsThatFit,
  withFewConflicts,
} from '../alerts/list-evidence.ts'
import { evidenceOf } from '../approach/held-approach.ts'
import type { Rules } from '../rules.ts'
import type { CountedVisit } from '../situations/counted-visit.ts'
import { isNewer } from '../situations/near-by-track.ts'
import { createLinkCache, type Pair, separationBetween, spanningPairs } from '../situations/spanning-tree.ts'

/** What an alert lists of the members that it counts, and how much it does not list. */
export type InboundEvidence = Pick<InboundGroupAlert, 'craft' | 'links' | 'craftMore' | 'linksMore'>

/** The evidence of the given members, by time, then craftId: all of it, or what matters most (design §4.11). */
export const listInboundEvidence = (members: readonly CountedVisit[], rules: Rules): InboundEvidence => {
  const { craft, listed } = rowsThatFit(byRow(members), { whole, short })
  return { craft: [...craft], ...linksBetween(spanningPairs(members, rules).map(links.of), members, listed, endsOf) }
}

/** All members as an alert would list them if there were no limits. */
export const allInboundEvidence = (members: readonly CountedVisit[]): readonly InboundCraft[] =>
  byRow(members).map((member) => describeMember(member, Number.POSITIVE_INFINITY))

/** By time (the likely arrival, else the newest fix; or the arrival), then craftId, a visit first. */
const byRow = (members: readonly CountedVisit[]): readonly CountedVisit[] => {
  const rows = members.map((member) => ({ member, atMs: rowMs(member) }))
  return rows.sort((a, b) => a.atMs - b.atMs || byCraftId(a.member, b.member)).map(({ member }) => member)
}

const byCraftId = (a: CountedVisit, b: CountedVisit): number =>
  a.craftId < b.craftId
    ? -1
    : a.craftId > b.craftId
      ? 1
      : Number(a.approach !== undefined) - Number(b.approach !== undefined)

const rowMs = ({ approach, arrivedMs }: CountedVisit): number => {
  const likely = approach?.held.eta?.likely
  return likely === undefined ? arrivedMs : parseWireTime(likely)
}

const describeMember = (member: CountedVisit, namesMax: number): InboundCraft => {
  const { sameAs, sameAsMore } = describeNames(member, namesMax)
  const { craftId, description, place, arrivedMs, approach, doubt } = member
  return {
    craftId,
    sameAs,
    name: description.name,
    longitude: place.longitude,
    latitude: place.latitude,
    arrivedAt: approach === undefined ? formatWireTime(arrivedMs) : null,
    approach: approach === undefined ? null : evidenceOf(approach.held),
    ...describePersons(member),
    ...(sameAsMore > 0 ? { sameAsMore } : {}),
    ...(doubt === undefined ? {} : { doubt }),
  }
}

const whole = createRowCache((member) => describeMember(member, ALERT_LIMITS.namesPerCraftMax), INBOUND_LINK_BYTES_MAX)
const short = createRowCache((member) => withFewConflicts(whole.of(member).craft), INBOUND_LINK_BYTES_MAX)

const endsOf = ({ a, aAt, b, bAt }: InboundLink): readonly [string, string] => [`${a} ${aAt}`, `${b} ${bAt}`]

const describeLink = ({ a, b, fix }: Pair): InboundLink => ({
  a: a.craftId,
  aAt: formatWireTime(a.arrivedMs),
  b: b.craftId,
  bAt: formatWireTime(b.arrivedMs),
  ...(fix === undefined
    ? separationBetween(a, b)
    : { ...separationBetween(a, b, isNewer(a, b) ? { a: fix } : { b: fix }), fix }),
})

const links = createLinkCache(describeLink)
