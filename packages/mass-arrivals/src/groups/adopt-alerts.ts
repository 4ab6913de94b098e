import { parseWireTime } from '@landfall/contracts'
import { areSameVisit, type VisitSpan } from './member.ts'
import type { PublishedAlert } from './published-alerts.ts'
import type { HeldAlert } from './reconcile.ts'
import type { SceneState } from './scene.ts'

/** Takes up ids and versions where the stage's own memory of them is lost; a visit lasts as long as its craft's entry says. */
export const adoptAlerts = (published: readonly PublishedAlert[], scene: SceneState): readonly HeldAlert[] =>
  published.flatMap(({ last, lastOpen }, raisedAt) => {
    if (last.areaId !== scene.area.areaId || last.exercise !== scene.exercise) return []
    const visits = lastOpen.craft.map(({ craftId, arrivedAt }): VisitSpan => {
      const arrivedMs = parseWireTime(arrivedAt)
      const span = { craftId, arrivedMs, lastMs: arrivedMs }
      const live = scene.entries.get(craftId)?.visits.find((visit) => areSameVisit({ craftId, ...visit }, span))
      return { ...span, lastMs: live?.lastMs ?? arrivedMs }
    })
    return [{ alert: last, raisedAt, visits }]
  })
