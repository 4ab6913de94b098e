import type { Observation, PersonsObservation } from '@landfall/contracts'
import { msPer, timeMs } from '../time-ms.ts'
import type { InboundPolicyOracle } from './inbound-policy-oracle.ts'

type Position = Extract<Observation, { type: 'position' }>
/** A place of a craft outside the area, with the speed and course that were given nearest the beginning of its slot. */
export type TrackFix = {
  readonly atMs: number
  readonly longitude: number
  readonly latitude: number
  readonly stated: { readonly speedKnots: number; readonly courseDegrees: number } | null
}

const SLOTS_MAX = 13
export const slotOf = (atMs: number): number => Math.floor(atMs / (30 * msPer.minute))

type Placed = {
  readonly atMs: number
  readonly longitude: number
  readonly latitude: number
  readonly given?: Position
}

const earlierThenWestThenSouth = (a: Placed, b: Placed): number =>
  a.atMs - b.atMs || a.longitude - b.longitude || a.latitude - b.latitude

const placedOf = (one: Position | PersonsObservation): readonly Placed[] => {
  const { longitude, latitude } = one
  if (longitude === undefined || latitude === undefined) return []
  return [{ atMs: timeMs(one.observedAt), longitude, latitude, ...(one.type === 'position' && { given: one }) }]
}

/** Rules 1 and 2: the fixes of one craft since it was last inside, the oldest first; and when that was. */
export const trackOracle = (
  observed: readonly (Position | PersonsObservation)[],
  contains: (longitude: number, latitude: number) => boolean,
  { trackHoursMax, speedKnotsMax }: InboundPolicyOracle,
): { readonly fixes: readonly TrackFix[]; readonly insideMs: number } => {
  const placed = observed.flatMap(placedOf)
  const isInside = ({ longitude, latitude }: Placed) => contains(longitude, latitude)
  const insideMs = Math.max(...placed.filter(isInside).map(({ atMs }) => atMs))
  const outside = placed.filter((one) => !isInside(one)).toSorted(earlierThenWestThenSouth)
  const slots = [...Map.groupBy(outside, ({ atMs }) => slotOf(atMs))].toSorted(([a], [b]) => b - a)
  const newest = slots[0]?.[0] ?? 0
  const counted = slots.slice(0, SLOTS_MAX).filter(([slot]) => (newest - slot) / 2 <= trackHoursMax)
  const since = counted.filter(([slot]) => slot > slotOf(insideMs)).toReversed()
  const fixes = since.map(([, ofSlot]): TrackFix => {
    const [first] = ofSlot
    if (first === undefined) throw new Error('a slot without a position')
    const { atMs, longitude, latitude } = first
    return { atMs, longitude, latitude, stated: statedIn(ofSlot, speedKnotsMax) }
  })
  return { fixes, insideMs }
}

/** Of the earliest position that states both; of several at one time and place the slower, then the smaller course. */
const statedIn = (ofSlot: readonly Placed[], speedKnotsMax: number): TrackFix['stated'] => {
  const both = ofSlot.flatMap((one) => {
    const { speedKnots, courseDegrees } = one.given ?? {}
    if (speedKnots === undefined || courseDegrees === undefined || speedKnots > speedKnotsMax) return []
    return [{ ...one, speedKnots, courseDegrees }]
  })
  const [first] = both.toSorted(
    (a, b) => earlierThenWestThenSouth(a, b) || a.speedKnots - b.speedKnots || a.courseDegrees - b.courseDegrees,
  )
  return first === undefined ? null : { speedKnots: first.speedKnots, courseDegrees: first.courseDegrees }
}
