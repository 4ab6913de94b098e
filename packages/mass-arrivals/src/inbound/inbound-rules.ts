import type { InboundCraft, InboundGroupAlert } from '@landfall/contracts'
import type { AlertKindRules, EndedContent } from '../alerts/alert-kind-rules.ts'
import { membersLeft, supersededReason } from '../alerts/end-alert.ts'
import { type HeldAlert, knownVisitsOf } from '../alerts/held-alert.ts'
import { spansOf } from '../alerts/revise-alert.ts'
import { hourOf, watchesApproaches } from '../rules.ts'
import type { CountedVisit, VisitSpan } from '../situations/counted-visit.ts'
import type { CraftIdentities } from '../situations/create-craft-identities.ts'
import type { WatchedArea } from '../watched-area.ts'
import { type CancellationReason, cancellationReason } from './cancellation-reason.ts'
import type { InboundBoats } from './create-inbound-boats.ts'
import { createInboundGraph } from './create-inbound-graph.ts'
import { inboundChangesBetween } from './inbound-changes-between.ts'
import { countInbound } from './inbound-content.ts'

type InboundContext = {
  readonly area: WatchedArea
  readonly boats: InboundBoats
  /** The members of a craft at present, worked out again: the index has none where nothing approaches any more. */
  readonly membersNow: (craftId: string) => readonly CountedVisit[]
  readonly exclusionOf: CraftIdentities['exclusionOf']
  /** Of the same area and world, in the order they were raised. */
  readonly massArrivals: () => readonly HeldAlert[]
}

/** The policy's watch distance is 0: how the boats go on is not known here any more. */
const NOT_WATCHED = 'Approaches to its area are no longer watched.'

/** Identity, words and ends of inbound alerts (design §4.14, rule 10). */
export const inboundRules = (context: InboundContext): AlertKindRules => {
  const { area, boats, membersNow } = context
  const left = (visits: readonly VisitSpan[]): readonly CountedVisit[] => {
    const members = membersLeft(visits, memoize(membersNow), boats)
    const graph = createInboundGraph(area.rules)
    for (const member of members) graph.add(member)
    return members
  }
  return {
    kind: 'inbound-group',
    craftOf: boats.craftOf,
    isSame: boats.isSame,
    membersLeft: left,
    foundersOf: (members) => spansOf(members).filter(({ isApproach }) => isApproach),
    changesBetween: inboundChangesBetween,
    endOf: (held, takenBy, areaReason): EndedContent => {
      const members = left(held.visits)
      const endReason = areaReason ?? (watchesApproaches(area.rules) ? undefined : NOT_WATCHED)
      const supersededBy = takenBy ?? (endReason === undefined ? landedIn(held, context) : null)
      return {
        counted: countInbound(members, area),
        members,
        supersededBy,
        reason: supersededBy === null ? (endReason ?? reasonOf(held, context)) : supersededReason(supersededBy),
      }
    },
  }
}

const memoize = <Value>(of: (craftId: string) => Value): ((craftId: string) => Value) => {
  const known = new Map<string, Value>()
  return (craftId) => {
    const value = known.get(craftId) ?? of(craftId)
    known.set(craftId, value)
    return value
  }
}

/** The open mass arrival with most visits of the alert's boats that last to their newest fix or later; of equal ones the first raised. */
const landedIn = ({ visits }: HeldAlert, { boats, massArrivals }: InboundContext): string | null => {
  const sinceMs = new Map<string, number>()
  for (const { craftId, arrivedMs } of approachesOf(visits))
    for (const name of boats.craftOf(craftId)) sinceMs.set(name, Math.max(arrivedMs, sinceMs.get(name) ?? arrivedMs))
  const isTheirs = ({ craftId, lastMs }: VisitSpan): boolean =>
    hourOf(lastMs) >= hourOf(sinceMs.get(craftId) ?? Number.POSITIVE_INFINITY)
  const candidates = massArrivals()
    .filter(({ alert, isOver }) => alert.status === 'open' && !isOver)
    .map((held) => ({ held, shared: knownVisitsOf(held).filter(isTheirs).length }))
    .filter(({ shared }) => shared > 0)
    .sort(
      (a, b) =>
        b.shared - a.shared ||
        a.held.raisedIndex - b.held.raisedIndex ||
        (a.held.alert.alertId < b.held.alert.alertId ? -1 : 1),
    )
  return candidates[0]?.held.alert.alertId ?? null
}

const approachesOf = (visits: readonly VisitSpan[]): readonly VisitSpan[] =>
  visits.filter(({ isApproach }) => isApproach)

const reasonOf = ({ alert, visits }: HeldAlert, context: InboundContext): string => {
  const rows = new Map((alert as InboundGroupAlert).craft.map((row) => [row.craftId, row]))
  const holding = new Set(approachesOf(visits).map((span) => reasonFor(span, rows.get(span.craftId), context)))
  return cancellationReason(holding)
}

/** What has become of one approach. `row`: as it was published; undefined where it was not listed. */
const reasonFor = (
  span: VisitSpan,
  row: InboundCraft | undefined,
  { boats, exclusionOf }: InboundContext,
): CancellationReason => {
  const { craftId } = span
  if (boats.landedAs(span) !== undefined) return 'landed'
  const now = boats.approachOf(craftId)
  if (now === undefined) return boats.isTakenBack(craftId) ? 'takenBack' : (exclusionOf(craftId) ?? 'outOfWatch')
  if (now.persons === null) return 'takenBack'
  return (
    exclusionOf(craftId) ??
    (now.persons.unauthorised.likely < (row?.unauthorised.likely ?? 0)
      ? 'fewerPeople'
      : now.approach.state === 'passing'
        ? 'turnedAway'
        : 'apart')
  )
}
