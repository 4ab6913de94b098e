import { type MassArrivalAlert, parseWireTime } from '@landfall/contracts'
import { areSameVisit, type VisitSpan } from './member.ts'
import type { HeldAlert } from './reconcile.ts'
import type { SceneState } from './scene.ts'

/** An alert as the alerts topic tells it: its last version, and its last open one, whose visits are its visits. */
export type PublishedAlert = { readonly last: MassArrivalAlert; readonly lastOpen: MassArrivalAlert }

/** Folds the versions of a topic, in its order, into the alerts they are, in the order they were raised. */
export const collectPublished = (versions: Iterable<MassArrivalAlert>): readonly PublishedAlert[] => {
  const alerts = new Map<string, PublishedAlert>()
  for (const version of versions) {
    const before = alerts.get(version.alertId)
    if (before !== undefined && version.version <= before.last.version) continue
    alerts.set(version.alertId, {
      last: version,
      lastOpen: version.status === 'open' || before === undefined ? version : before.lastOpen,
    })
  }
  return [...alerts.values()]
}

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
