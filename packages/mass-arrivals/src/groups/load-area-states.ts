import type { MassArrivalAlert } from '@landfall/contracts'
import type { WatchedArea } from '../watched-area.ts'
import { META_KEY, type World, worldOf } from '../world.ts'
import type { CraftEntry } from './craft-entry.ts'
import { type AreaState, createAreaState } from './create-area-state.ts'
import { PUBLISHED_OFFSETS_KEY } from './groups-meta.ts'
import type { HeldAlert } from './reconcile.ts'

/** The areaStates of a partition by area and world, made when first asked for. Craft belong to areas that are watched alone. */
export const createAreaStates = (areas: readonly WatchedArea[]) => {
  const areaStates = new Map<string, AreaState>()
  const of = (areaId: string, world: World): AreaState | undefined => {
    const name = `${areaId}/${world}`
    const area = areas.find((each) => each.areaId === areaId)
    if (area === undefined) return undefined
    const known = areaStates.get(name)
    if (known !== undefined) return known
    const areaState = createAreaState(area, world === 'exercise')
    areaStates.set(name, areaState)
    return areaState
  }
  /** An area state where nothing can be, for the alerts of an area that is no longer watched. */
  const ofUnwatched = ({ areaId, exercise, threshold, policy }: MassArrivalAlert): AreaState | undefined => {
    const name = `${areaId}/${worldOf(exercise)}`
    const model = areas[0]
    if (areaStates.has(name) || model === undefined) return areaStates.get(name)
    const rules = { ...model.rules, threshold }
    const areaState = createAreaState({ areaId, contains: () => false, rules, policyHash: policy }, exercise)
    areaStates.set(name, areaState)
    return areaState
  }
  const ofAlert = (alert: MassArrivalAlert): AreaState | undefined =>
    of(alert.areaId, worldOf(alert.exercise)) ?? ofUnwatched(alert)
  return { all: () => [...areaStates.values()], of, ofAlert }
}
export type AreaStates = ReturnType<typeof createAreaStates>

/** Puts stored craft and alerts back; answers the keys that belong to no watched area. */
export const loadAreaStates = (stored: ReadonlyMap<string, string>, areaStates: AreaStates): readonly string[] => {
  const strays: string[] = []
  const alerts = new Map<AreaState, HeldAlert[]>()
  for (const [key, text] of stored) {
    if (key === META_KEY || key === PUBLISHED_OFFSETS_KEY) continue
    if (key.startsWith('alert/')) {
      const held = JSON.parse(text) as HeldAlert
      const areaState = areaStates.ofAlert(held.alert)
      if (areaState !== undefined) alerts.set(areaState, [...(alerts.get(areaState) ?? []), held])
      continue
    }
    const [, areaId = '', world = ''] = key.split('/', 3)
    const areaState = areaStates.of(areaId, world as World)
    if (areaState === undefined) {
      strays.push(key)
      continue
    }
    const entry = JSON.parse(text) as CraftEntry
    areaState.restore(entry.craftId, entry)
  }
  for (const [areaState, held] of alerts) areaState.setAlerts(held.sort((a, b) => a.raisedAt - b.raisedAt))
  return strays
}
