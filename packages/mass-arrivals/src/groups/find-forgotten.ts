import { formatWireTime } from '@landfall/contracts'
import { isInboundAlert } from '../alerts/area-alert.ts'
import { type HeldAlert, knownVisitsOf } from '../alerts/held-alert.ts'
import { foundedAlertId } from '../alerts/new-alert-id.ts'
import { areSameVisit, type LiveVisit, type VisitSpan } from '../situations/counted-visit.ts'
import { type CraftEntry, isVisitor } from './craft-entry.ts'
import type { AreaState } from './create-area-state.ts'

export type Forgotten = {
  readonly changed: ReadonlyMap<string, CraftEntry | undefined>
  readonly alerts: readonly HeldAlert[]
  /** Nothing else expires before `newestMs` exceeds this. */
  readonly dueAfterMs: number
}

/**
 * What is forgotten when the newest observation is `newestMs` (design §4.9): visits that ended more than
 * `retention` before, but those of a situation only all together, and an alert with the last of its visits. A craft
 * without visits stays known for its names while another name of its boat has one.
 */
export const findForgotten = (areaState: AreaState, newestMs: number): Forgotten => {
  const { retentionMs } = areaState.area.rules
  const beforeMs = newestMs - retentionMs
  const heldTogether = visitsHeldTogether(areaState)
  let oldestMs = Number.POSITIVE_INFINITY
  const keeps = (craftId: string, visit: Held): boolean => {
    const untilMs = heldTogether(craftId, visit)
    oldestMs = untilMs < beforeMs ? oldestMs : Math.min(oldestMs, untilMs)
    return untilMs >= beforeMs
  }
  const thinned = new Map<string, CraftEntry>()
  for (const entry of areaState.entries.values()) {
    const visits = entry.visits.filter((visit) => keeps(entry.craftId, visit))
    const { approach, ...rest } = entry
    const isApproached = approach !== undefined && keeps(entry.craftId, heldApproach(approach.atMs))
    if (visits.length < entry.visits.length || visits.length === 0 || isApproached !== (approach !== undefined))
      thinned.set(entry.craftId, { ...rest, visits, ...(isApproached ? { approach } : {}) })
  }
  const hasVisits = (craftId: string) => (thinned.get(craftId) ?? areaState.entries.get(craftId))?.visits.length !== 0
  const changed = new Map(
    [...thinned].flatMap(([craftId, entry]): [string, CraftEntry | undefined][] => {
      const isKnown = entry.visits.length > 0 || (isVisitor(entry) && areaState.boatCraft(craftId).some(hasVisits))
      const before = areaState.entries.get(craftId)
      const after = isKnown ? entry : onlyApproaching(entry)
      return after !== undefined && isThinnedAlike(before, after) ? [] : [[craftId, after]]
    }),
  )
  const alerts = areaState.alerts().flatMap((alert): readonly HeldAlert[] => {
    const untilMs = heldUntilMs(knownVisitsOf(alert), areaState, heldTogether)
    if (alert.isOver || untilMs < beforeMs) {
      if (!isFounderHeld(alert, areaState, keeps)) return []
      return [alert.isOver ? alert : { ...alert, isOver: true }]
    }
    oldestMs = Math.min(oldestMs, untilMs)
    return [alert]
  })
  return { changed, alerts, dueAfterMs: oldestMs + retentionMs }
}

type Held = Pick<LiveVisit, 'arrivedMs' | 'lastMs'>

const heldApproach = (atMs: number): Held => ({ arrivedMs: atMs, lastMs: atMs })

/** What is left of a craft without visits whose names join no others. */
const onlyApproaching = (entry: CraftEntry): CraftEntry | undefined =>
  entry.approach === undefined ? undefined : { ...entry, isApproachOnly: true }

const isThinnedAlike = (before: CraftEntry | undefined, after: CraftEntry): boolean =>
  before?.visits.length === after.visits.length &&
  before.approach === after.approach &&
  before.isApproachOnly === after.isApproachOnly

/** Until when a visit is held: its own last position, or the last of all visits of its situation. */
const visitsHeldTogether = (areaState: AreaState) => {
  const untilMs = new Map<string, { readonly span: VisitSpan; readonly untilMs: number }[]>()
  for (const { members } of areaState.allSituations()) {
    const lastMs = members.reduce((latest, member) => Math.max(latest, member.lastMs), Number.NEGATIVE_INFINITY)
    for (const span of members) {
      const others = untilMs.get(span.craftId) ?? []
      others.push({ span, untilMs: lastMs })
      untilMs.set(span.craftId, others)
    }
  }
  return (craftId: string, visit: Held): number => {
    const held = untilMs.get(craftId)?.filter(({ span }) => span.arrivedMs === visit.arrivedMs) ?? []
    return held.length === 0 ? visit.lastMs : Math.max(...held.map((each) => each.untilMs))
  }
}

/**
 * Until when the visits of an alert are held, the longest of them. What an ended alert knows of its visits is as old as its end: a boat may lie in
 * harbour for months, and later reports of it still belong to this alert, whose id stays in use.
 */
const heldUntilMs = (
  spans: readonly VisitSpan[],
  { entries }: AreaState,
  heldTogether: (craftId: string, visit: Held) => number,
): number => {
  let untilMs = Number.NEGATIVE_INFINITY
  for (const span of spans) {
    const { craftId } = span
    untilMs = Math.max(untilMs, span.lastMs)
    const { visits = [], approach } = entries.get(craftId) ?? {}
    if (span.isApproach && approach !== undefined)
      untilMs = Math.max(untilMs, heldTogether(craftId, heldApproach(approach.atMs)))
    for (const visit of visits)
      if (!span.isApproach && areSameVisit({ craftId, ...visit }, span))
        untilMs = Math.max(untilMs, heldTogether(craftId, visit))
  }
  return untilMs
}

/** Whether the visit that founded the alert is still there, which may found another: the id is in use until then. */
const isFounderHeld = (
  { alert }: HeldAlert,
  { area, exercise, entries }: AreaState,
  isHeld: (craftId: string, visit: Held) => boolean,
): boolean =>
  [...entries.values()].some(({ craftId, visits, approach }) =>
    foundersAmong(alert, visits, approach).some(
      (visit) =>
        alert.alertId.includes(formatWireTime(visit.arrivedMs).slice(0, 10).replaceAll('-', '')) &&
        isHeld(craftId, visit) &&
        foundedAlertId(area.areaId, exercise, { craftId, arrivedMs: visit.arrivedMs }, alert.kind) === alert.alertId,
    ),
  )

const foundersAmong = (
  alert: HeldAlert['alert'],
  visits: readonly LiveVisit[],
  approach: CraftEntry['approach'],
): readonly Held[] => {
  if (!isInboundAlert(alert)) return visits
  return approach === undefined ? [] : [heldApproach(approach.atMs)]
}
