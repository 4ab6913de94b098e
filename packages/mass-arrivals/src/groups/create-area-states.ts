import type { MassArrivalAlert } from '@landfall/contracts'
import type { WatchedArea } from '../watched-area.ts'
import { type World, worldOf } from '../world.ts'
import { type AreaState, createAreaState } from './create-area-state.ts'

/** The area states of a partition by area and world, created when first asked for. Only watched areas have craft. */
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
  /** An area state without craft, for the alerts of an area that is no longer watched. */
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
