import { type ArrivalsSnapshot, formatWireTime } from '@landfall/contracts'
import type { WatchedArea } from '../watched-area.ts'
import type { NewestMs } from '../world.ts'
import { parseCraftKey } from './arrivals-meta.ts'
import { type Arrivals, areSameArrivals, arrivalsOf, noArrivals } from './arrivals-of.ts'
import type { CraftBook } from './craft-book.ts'
import type { CraftState } from './craft-state.ts'

export type Teller = {
  readonly areas: readonly WatchedArea[]
  readonly partition: number
  readonly newestMs: NewestMs
}

/** A snapshot for each craft and area whose arrivals the batch changed. A craft forgotten whole is not withdrawn. */
export const tellChanged = ({ craft, touched }: CraftBook, teller: Teller): readonly ArrivalsSnapshot[] =>
  [...touched()].flatMap(([key, { before, offset }]) => {
    const after = craft.get(key)
    if (after === undefined) return []
    return teller.areas.flatMap((area, areaAt) => {
      if (before !== undefined && isSurelySame(before, after, areaAt)) return []
      const was = before === undefined ? noArrivals : arrivalsOf(before, area, areaAt)
      const is = arrivalsOf(after, area, areaAt)
      const isNews = is.visits.length + was.visits.length > 0 && !areSameArrivals(was, is)
      return isNews ? [snapshotOf(key, after, is, areaAt, offset, teller)] : []
    })
  })

/** A snapshot for every craft that has, or may have had, arrivals. */
export const tellAll = (
  { craft }: CraftBook,
  tellEmpty: boolean,
  offset: number,
  teller: Teller,
): readonly ArrivalsSnapshot[] =>
  [...craft].flatMap(([key, state]) =>
    teller.areas.flatMap((area, areaAt) => {
      const is = arrivalsOf(state, area, areaAt)
      const isTold = tellEmpty || is.visits.length > 0 || state.records.size > 0
      return isTold ? [snapshotOf(key, state, is, areaAt, offset, teller)] : []
    }),
  )

/** Most changes only make a stay longer within the hour: seen here without working out the arrivals. */
const isSurelySame = (before: CraftState, after: CraftState, areaAt: number): boolean => {
  if (before.records !== after.records) return false
  const was = before.tracks[areaAt]
  const is = after.tracks[areaAt]
  if (was === is) return true
  if (was === undefined || is === undefined) return false
  if (is.runs.length === 0) return was.runs.length === 0 && after.records.size === 0
  return (
    was.outsideHours === is.outsideHours &&
    was.forgottenEndMs === is.forgottenEndMs &&
    was.runs.length === is.runs.length &&
    is.runs.every((run, at) => run.first === was.runs[at]?.first && hourOf(run.lastMs) === hourOf(was.runs[at].lastMs))
  )
}

const hourOf = (atMs: number): number => Math.floor(atMs / 3_600_000)

const snapshotOf = (
  key: string,
  state: CraftState,
  { craft, visits }: Arrivals,
  areaAt: number,
  offset: number,
  { areas, partition, newestMs }: Teller,
): ArrivalsSnapshot => {
  const { world, craftId } = parseCraftKey(key)
  const area = areas[areaAt]
  if (area === undefined) throw new RangeError(`no area ${areaAt}`)
  const newest = newestMs[world] ?? 0
  const hasForgotten = state.tracks[areaAt]?.forgottenEndMs !== null
  return {
    type: 'arrivals',
    areaId: area.areaId,
    exercise: world === 'exercise',
    craftId,
    craft,
    visits: [...visits],
    knownFrom: hasForgotten ? formatWireTime(newest - area.rules.retentionMs) : null,
    newestObservationAt: formatWireTime(newest),
    reflects: { partition, offset },
  }
}
