import { formatWireTime } from '@landfall/contracts'
import { type HeldAlert, knownVisitsOf } from '../alerts/held-alert.ts'
import { idFoundedBy } from '../alerts/new-alert-id.ts'
import { areSameVisit, type LiveVisit, type VisitSpan } from '../situations/counted-visit.ts'
import type { CraftEntry } from './craft-entry.ts'
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
  const keeps = (craftId: string, visit: LiveVisit): boolean => {
    const untilMs = heldTogether(craftId, visit)
    oldestMs = untilMs < beforeMs ? oldestMs : Math.min(oldestMs, untilMs)
    return untilMs >= beforeMs
  }
  const thinned = new Map<string, CraftEntry>()
  for (const entry of areaState.entries.values()) {
    const visits = entry.visits.filter((visit) => keeps(entry.craftId, visit))
    if (visits.length < entry.visits.length || visits.length === 0) thinned.set(entry.craftId, { ...entry, visits })
  }
  const hasVisits = (craftId: string) => (thinned.get(craftId) ?? areaState.entries.get(craftId))?.visits.length !== 0
  const changed = new Map(
    [...thinned].flatMap(([craftId, entry]): [string, CraftEntry | undefined][] => {
      const isKnown = entry.visits.length > 0 || areaState.boatCraft(craftId).some(hasVisits)
      return isKnown && areaState.entries.get(craftId)?.visits.length === entry.visits.length
        ? []
        : [[craftId, isKnown ? entry : undefined]]
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

/** Until when a visit is held: its own last position, or the last of all visits of its situation. */
const visitsHeldTogether = (areaState: AreaState) => {
  const untilMs = new Map<string, { readonly span: VisitSpan; readonly untilMs: number }[]>()
  for (const { members } of areaState.situations) {
    const lastMs = members.reduce((latest, member) => Math.max(latest, member.lastMs), Number.NEGATIVE_INFINITY)
    for (const span of members) {
      const others = untilMs.get(span.craftId) ?? []
      others.push({ span, untilMs: lastMs })
      untilMs.set(span.craftId, others)
    }
  }
  return (craftId: string, visit: LiveVisit): number => {
    const held = untilMs.get(craftId)?.find(({ span }) => span.arrivedMs === visit.arrivedMs)
    return held?.untilMs ?? visit.lastMs
  }
}

/**
 * Until when the visits of an alert are held, the longest of them. What an ended alert knows of its visits is as old as its end: a boat may lie in
 * harbour for months, and later reports of it still belong to this alert, whose id stays in use.
 */
const heldUntilMs = (
  spans: readonly VisitSpan[],
  { entries }: AreaState,
  heldTogether: (craftId: string, visit: LiveVisit) => number,
): number => {
  let untilMs = Number.NEGATIVE_INFINITY
  for (const span of spans) {
    const { craftId } = span
    untilMs = Math.max(untilMs, span.lastMs)
    for (const visit of entries.get(craftId)?.visits ?? [])
      if (areSameVisit({ craftId, ...visit }, span)) untilMs = Math.max(untilMs, heldTogether(craftId, visit))
  }
  return untilMs
}

/** Whether the visit that founded the alert is still there, which may found another: the id is in use until then. */
const isFounderHeld = (
  { alert }: HeldAlert,
  { area, exercise, entries }: AreaState,
  isHeld: (craftId: string, visit: LiveVisit) => boolean,
): boolean =>
  [...entries.values()].some(({ craftId, visits }) =>
    visits.some(
      (visit) =>
        alert.alertId.includes(formatWireTime(visit.arrivedMs).slice(0, 10).replaceAll('-', '')) &&
        isHeld(craftId, visit) &&
        idFoundedBy(area.areaId, exercise, { craftId, arrivedMs: visit.arrivedMs }) === alert.alertId,
    ),
  )
