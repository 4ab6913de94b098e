import { parseWireTime } from '@landfall/contracts'
import { areSameVisit, type VisitSpan } from '../situations/counted-visit.ts'
import type { AreaState } from './create-area-state.ts'
import type { PublishedAlert } from './create-published-alerts.ts'
import type { HeldAlert } from './held-alert.ts'

/** Continues published ids and versions where the state has lost its own; a visit lasts as long as its craft's entry says. */
export const adoptAlerts = (published: readonly PublishedAlert[], areaState: AreaState): readonly HeldAlert[] =>
  published.flatMap(({ last, lastOpen }, raisedIndex) => {
    if (last.areaId !== areaState.area.areaId || last.exercise !== areaState.exercise) return []
    const visits = lastOpen.craft.map(({ craftId, arrivedAt }): VisitSpan => {
      const arrivedMs = parseWireTime(arrivedAt)
      const span = { craftId, arrivedMs, lastMs: arrivedMs }
      const live = areaState.entries.get(craftId)?.visits.find((visit) => areSameVisit({ craftId, ...visit }, span))
      return { ...span, lastMs: live?.lastMs ?? arrivedMs }
    })
    return [{ alert: last, raisedIndex, visits }]
  })
