import { type ArrivalsWatermark, formatWireTime } from '@landfall/contracts'
import { hourOf } from '../rules.ts'
import { WORLDS, type World } from '../world.ts'
import type { ArrivalsState } from './arrivals-state.ts'

/** Of each area, where the newest observation has come into another UTC hour since the last call. */
export const dueWatermarks = (state: ArrivalsState): readonly ArrivalsWatermark[] =>
  WORLDS.flatMap((world) => {
    const newestMs = state.newestMs[world]
    const emittedMs = state.watermarkMs[world]
    if (newestMs === null || (emittedMs !== null && hourOf(newestMs) <= hourOf(emittedMs))) return []
    state.watermarkMs[world] = newestMs
    return watermarksOf(state, world)
  })

/** Of all areas, as they are now. */
export const allWatermarks = (state: ArrivalsState): readonly ArrivalsWatermark[] =>
  WORLDS.flatMap((world) => watermarksOf(state, world))

const watermarksOf = ({ areas, newestMs }: ArrivalsState, world: World): readonly ArrivalsWatermark[] => {
  const newest = newestMs[world]
  if (newest === null) return []
  const [exercise, newestObservationAt] = [world === 'exercise', formatWireTime(newest)]
  return areas.map(({ areaId }) => ({ type: 'watermark', areaId, exercise, newestObservationAt }))
}
