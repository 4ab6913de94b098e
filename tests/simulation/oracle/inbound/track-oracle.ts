import type { Observation, PersonsObservation, PositionRetraction } from '@landfall/contracts'
import { NAUTICAL_MILE_METRES } from '../distance-metres.ts'
import { msPer, timeMs } from '../time-ms.ts'
import type { InboundArea } from './inbound-area.ts'
import { inboundPolicyOracle } from './inbound-policy-oracle.ts'

type Position = Extract<Observation, { type: 'position' }>

/** What of one craft says where it was. */
export type Seen = {
  /** Those inside that an operator has left, and all outside. */
  readonly positions: readonly Position[]
  readonly reports: readonly PersonsObservation[]
  readonly retractions: readonly PositionRetraction[]
}

/** A place of a craft outside the area, with the speed and course that it gave first in its half hour. */
export type TrackFix = {
  readonly atMs: number
  readonly longitude: number
  readonly latitude: number
  readonly stated: { readonly speedKnots: number; readonly courseDegrees: number } | null
}
type Track = { readonly fixes: readonly TrackFix[]; readonly insideMs: number }

const SLOTS_MAX = 13
const slotOf = (atMs: number): number => Math.floor(atMs / (30 * msPer.minute))

type Placed = {
  readonly atMs: number
  readonly longitude: number
  readonly latitude: number
  readonly given?: Position
}
/** The places of one half hour, the earliest first. */
type Slot = readonly Placed[]

const earlierThenWestThenSouth = (a: Placed, b: Placed): number =>
  a.atMs - b.atMs || a.longitude - b.longitude || a.latitude - b.latitude

const placedOf = (one: Position | PersonsObservation): readonly Placed[] => {
  const { longitude, latitude } = one
  if (longitude === undefined || latitude === undefined) return []
  return [{ atMs: timeMs(one.observedAt), longitude, latitude, ...(one.type === 'position' && { given: one }) }]
}

/** Rules 1 and 2: the fixes of one craft since it was last inside, the oldest first, and when that was; none where it is too far off. */
export const trackOracle = ({ positions, reports, retractions }: Seen, area: InboundArea): Track => {
  const { watchDistanceNm, trackHoursMax, speedKnotsMax } = inboundPolicyOracle(area.policy)
  const beyondMetres = (watchDistanceNm + (trackHoursMax + 0.5) * speedKnotsMax) * NAUTICAL_MILE_METRES
  const isInside = ({ longitude, latitude }: Placed) => area.contains(longitude, latitude)
  const isBeyond = ({ longitude, latitude }: Placed) => area.metresToArea(longitude, latitude) > beyondMetres
  const isLeft = ([first]: Slot) =>
    first === undefined ||
    !retractions.some(({ fromAt, toAt }) => timeMs(fromAt) <= first.atMs && first.atMs <= timeMs(toAt))
  // A slot is kept, or goes, as its positions say; the places of reports are added to what is left.
  const slots = (passes: (one: Placed) => boolean, slotsMax: number): readonly Slot[] => {
    const kept = newestSlots(positions.flatMap(placedOf).filter(passes), slotsMax).filter(isLeft)
    return newestSlots([...kept.flat(), ...reports.flatMap(placedOf).filter(passes)], slotsMax)
  }
  const insideMs = Math.max(
    ...[...positions, ...reports]
      .flatMap(placedOf)
      .filter(isInside)
      .map(({ atMs }) => atMs),
  )
  const near = slots((one) => !isInside(one) && !isBeyond(one), SLOTS_MAX)
  const last = near.at(-1)?.[0]
  // Of where it was too far off the newest half hour is known, and none before it.
  const far = slots((one) => !isInside(one) && isBeyond(one), 1).at(-1)?.[0]
  if (last === undefined || (far !== undefined && isNewer(far, last))) return { fixes: [], insideMs }
  const since = near.flatMap((slot): readonly TrackFix[] => {
    const [first] = slot
    if (first === undefined || slotOf(first.atMs) <= slotOf(insideMs)) return []
    if ((slotOf(last.atMs) - slotOf(first.atMs)) / 2 > trackHoursMax) return []
    const { atMs, longitude, latitude } = first
    return [{ atMs, longitude, latitude, stated: statedIn(slot, speedKnotsMax) }]
  })
  return { fixes: since, insideMs }
}

/** In a later half hour, or earlier in the same. */
const isNewer = (far: Placed, near: Placed): boolean =>
  slotOf(far.atMs) > slotOf(near.atMs) || (slotOf(far.atMs) === slotOf(near.atMs) && far.atMs < near.atMs)

/** So many of the newest, the oldest first. */
const newestSlots = (all: readonly Placed[], slotsMax: number): readonly Slot[] =>
  [...Map.groupBy(all.toSorted(earlierThenWestThenSouth), ({ atMs }) => slotOf(atMs))]
    .toSorted(([a], [b]) => a - b)
    .map(([, slot]) => slot)
    .slice(-slotsMax)

/** Of the earliest position that states both; at one time the slower, then the smaller course. */
const statedIn = (slot: Slot, speedKnotsMax: number): TrackFix['stated'] => {
  const both = slot.flatMap(({ atMs, given: { speedKnots, courseDegrees } = {} as Partial<Position> }) =>
    speedKnots === undefined || courseDegrees === undefined || speedKnots > speedKnotsMax
      ? []
      : [{ atMs, speedKnots, courseDegrees }],
  )
  const [first] = both.toSorted(
    (a, b) => a.atMs - b.atMs || a.speedKnots - b.speedKnots || a.courseDegrees - b.courseDegrees,
  )
  return first === undefined ? null : { speedKnots: first.speedKnots, courseDegrees: first.courseDegrees }
}
