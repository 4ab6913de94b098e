import { type ArrivalsSnapshot, formatWireTime } from '@landfall/contracts'
import type { WatchedArea } from '../watched-area.ts'
import type { NewestMs } from '../world.ts'
import { type Arrivals, arrivalsOf } from './arrivals-of.ts'
import { parseCraftStateKey } from './craft-state-key.ts'
import type { DirtyAreas } from './create-dirty-areas.ts'
import type { CraftBook } from './open-craft-book.ts'

export type SnapshotContext = {
  readonly areas: readonly WatchedArea[]
  readonly partition: number
  readonly newestMs: NewestMs
}

/** A snapshot for each craft and area that the batch brought news of, as it is at the end of the batch. */
export const changedSnapshots = (
  { craft, touched }: CraftBook,
  dirty: DirtyAreas,
  context: SnapshotContext,
): readonly ArrivalsSnapshot[] =>
  [...dirty].flatMap(([key, areaPlaces]) => {
    const state = craft.get(key)
    const offset = touched().get(key)
    // Forgotten whole since: not withdrawn.
    if (state === undefined || offset === undefined) return []
    return [...areaPlaces].flatMap((areaAt) => {
      const area = context.areas[areaAt]
      return area === undefined ? [] : [snapshotOf(key, arrivalsOf(state, area, areaAt), areaAt, offset, context)]
    })
  })

/** A snapshot for every craft that has, or may have had, arrivals. */
export const allSnapshots = (
  { craft }: CraftBook,
  tellEmpty: boolean,
  offset: number,
  context: SnapshotContext,
): readonly ArrivalsSnapshot[] =>
  [...craft].flatMap(([key, state]) =>
    context.areas.flatMap((area, areaAt) => {
      const is = arrivalsOf(state, area, areaAt)
      const isTold = tellEmpty || is.visits.length > 0 || state.records.size > 0
      return isTold ? [snapshotOf(key, is, areaAt, offset, context)] : []
    }),
  )

const snapshotOf = (
  key: string,
  { craft, visits }: Arrivals,
  areaAt: number,
  offset: number,
  { areas, partition, newestMs }: SnapshotContext,
): ArrivalsSnapshot => {
  const { world, craftId } = parseCraftStateKey(key)
  const area = areas[areaAt]
  if (area === undefined) throw new RangeError(`no area ${areaAt}`)
  const newest = newestMs[world] ?? 0
  return {
    type: 'arrivals',
    areaId: area.areaId,
    exercise: world === 'exercise',
    craftId,
    craft,
    visits: [...visits],
    // Not only where this state has forgotten: a craft that was forgotten whole comes back as a new one.
    knownFrom: formatWireTime(newest - area.rules.retentionMs),
    newestObservationAt: formatWireTime(newest),
    reflects: { partition, offset },
  }
}
