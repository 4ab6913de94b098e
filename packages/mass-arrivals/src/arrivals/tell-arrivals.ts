import { type ArrivalsSnapshot, formatWireTime } from '@landfall/contracts'
import type { WatchedArea } from '../watched-area.ts'
import type { NewestMs } from '../world.ts'
import { parseCraftKey } from './arrivals-meta.ts'
import { type Arrivals, arrivalsOf } from './arrivals-of.ts'
import type { CraftBook } from './craft-book.ts'
import type { News } from './news.ts'

export type Teller = {
  readonly areas: readonly WatchedArea[]
  readonly partition: number
  readonly newestMs: NewestMs
}

/** A snapshot for each craft and area that the batch brought news of, as it is at the end of the batch. */
export const tellNews = ({ craft, touched }: CraftBook, news: News, teller: Teller): readonly ArrivalsSnapshot[] =>
  [...news].flatMap(([key, areaPlaces]) => {
    const state = craft.get(key)
    const offset = touched().get(key)
    // Forgotten whole since: not withdrawn.
    if (state === undefined || offset === undefined) return []
    return [...areaPlaces].flatMap((areaAt) => {
      const area = teller.areas[areaAt]
      return area === undefined ? [] : [snapshotOf(key, arrivalsOf(state, area, areaAt), areaAt, offset, teller)]
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
      return isTold ? [snapshotOf(key, is, areaAt, offset, teller)] : []
    }),
  )

const snapshotOf = (
  key: string,
  { craft, visits }: Arrivals,
  areaAt: number,
  offset: number,
  { areas, partition, newestMs }: Teller,
): ArrivalsSnapshot => {
  const { world, craftId } = parseCraftKey(key)
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
