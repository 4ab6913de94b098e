import type { MassArrivalAlert } from '@landfall/contracts'
import type { WatchedArea } from '../watched-area.ts'
import { META_KEY, type World, worldOf } from '../world.ts'
import type { CraftEntry } from './craft-entry.ts'
import { PUBLISHED_OFFSETS_KEY } from './groups-meta.ts'
import type { HeldAlert } from './reconcile.ts'
import { createScene, type SceneState } from './scene.ts'

/** The scenes of a partition by area and world, made when first asked for. Craft belong to areas that are watched alone. */
export const createScenes = (areas: readonly WatchedArea[]) => {
  const scenes = new Map<string, SceneState>()
  const of = (areaId: string, world: World): SceneState | undefined => {
    const name = `${areaId}/${world}`
    const area = areas.find((each) => each.areaId === areaId)
    if (area === undefined) return undefined
    const known = scenes.get(name)
    if (known !== undefined) return known
    const scene = createScene(area, world === 'exercise')
    scenes.set(name, scene)
    return scene
  }
  /** A scene where nothing can be, for the alerts of an area that is no longer watched. */
  const ofUnwatched = ({ areaId, exercise, threshold, policy }: MassArrivalAlert): SceneState | undefined => {
    const name = `${areaId}/${worldOf(exercise)}`
    const model = areas[0]
    if (scenes.has(name) || model === undefined) return scenes.get(name)
    const rules = { ...model.rules, threshold }
    const scene = createScene({ areaId, contains: () => false, rules, policyHash: policy }, exercise)
    scenes.set(name, scene)
    return scene
  }
  const ofAlert = (alert: MassArrivalAlert): SceneState | undefined =>
    of(alert.areaId, worldOf(alert.exercise)) ?? ofUnwatched(alert)
  return { all: () => [...scenes.values()], of, ofAlert }
}
export type Scenes = ReturnType<typeof createScenes>

/** Puts stored craft and alerts back; answers the keys that belong to no watched area. */
export const loadScenes = (stored: ReadonlyMap<string, string>, scenes: Scenes): readonly string[] => {
  const strays: string[] = []
  const alerts = new Map<SceneState, HeldAlert[]>()
  for (const [key, text] of stored) {
    if (key === META_KEY || key === PUBLISHED_OFFSETS_KEY) continue
    if (key.startsWith('alert/')) {
      const held = JSON.parse(text) as HeldAlert
      const scene = scenes.ofAlert(held.alert)
      if (scene !== undefined) alerts.set(scene, [...(alerts.get(scene) ?? []), held])
      continue
    }
    const [, areaId = '', world = ''] = key.split('/', 3)
    const scene = scenes.of(areaId, world as World)
    if (scene === undefined) {
      strays.push(key)
      continue
    }
    const entry = JSON.parse(text) as CraftEntry
    scene.restore(entry.craftId, entry)
  }
  for (const [scene, held] of alerts) scene.setAlerts(held.sort((a, b) => a.raisedAt - b.raisedAt))
  return strays
}
