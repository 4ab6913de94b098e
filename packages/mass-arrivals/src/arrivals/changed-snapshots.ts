import { type ArrivalsSnapshot, formatWireTime } from '@landfall/contracts'
import { ARRIVALS_LIMITS } from './arrivals-limits.ts'
import { type Arrivals, arrivalsOf } from './arrivals-of.ts'
import type { ArrivalsState } from './arrivals-state.ts'
import { parseCraftStateKey } from './craft-state-key.ts'

/** A snapshot of each craft and area whose arrivals have changed since the last call, as they are now. */
export const changedSnapshots = (state: ArrivalsState): readonly ArrivalsSnapshot[] =>
  [...state.dirtyAreas.take()].flatMap(([key, { areaIndexes, offset }]) => {
    const craft = state.craft.get(key)
    if (craft === undefined) return [] // Forgotten entirely since: not withdrawn.
    return [...areaIndexes].flatMap((areaIndex) => {
      const area = state.areas[areaIndex]
      return area === undefined ? [] : [snapshotOf(key, arrivalsOf(craft, area, areaIndex), areaIndex, offset, state)]
    })
  })

/** A snapshot of every craft that is followed and has, or may have had, arrivals. `offset`: of the last record in the state. */
export const allSnapshots = (state: ArrivalsState, offset: number): readonly ArrivalsSnapshot[] =>
  [...state.craft].flatMap(([key, craft]) =>
    craft.isFollowed
      ? state.areas.flatMap((area, areaIndex) => {
          const arrivals = arrivalsOf(craft, area, areaIndex)
          const isEmitted = state.emitsEmpty || arrivals.visits.length > 0 || craft.records.size > 0
          return isEmitted ? [snapshotOf(key, arrivals, areaIndex, offset, state)] : []
        })
      : [],
  )

const snapshotOf = (
  key: string,
  { craft, visits, approach }: Arrivals,
  areaIndex: number,
  offset: number,
  { areas, partition, grownTo, newestMs }: ArrivalsState,
): ArrivalsSnapshot => {
  const { world, craftId } = parseCraftStateKey(key)
  const area = areas[areaIndex]
  if (area === undefined) throw new RangeError(`no area ${areaIndex}`)
  const newest = newestMs[world] ?? 0
  const listed = visits.slice(-ARRIVALS_LIMITS.visitsMax)
  const expiredTo = formatWireTime(newest - area.rules.retentionMs)
  // A visit that is not listed is not withdrawn: to readers it is one that has expired.
  const unlistedTo = listed.length < visits.length ? (listed[0]?.arrivedAt ?? expiredTo) : expiredTo
  return {
    type: 'arrivals',
    areaId: area.areaId,
    exercise: world === 'exercise',
    craftId,
    craft,
    visits: listed,
    ...(approach === undefined ? {} : { approach }),
    // Always stated: a craft that was forgotten entirely comes back as a new one.
    knownFrom: [expiredTo, unlistedTo].toSorted().at(-1) ?? expiredTo,
    newestObservationAt: formatWireTime(newest),
    reflects: { partition, offset, ...(grownTo !== undefined && { partitions: grownTo }) },
  }
}
