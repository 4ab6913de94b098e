import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addFix,
  FIX_SLOT_MS,
  type FixPoint,
  fixSlotOf,
  NO_FIXES,
  readFixes,
} from '../../../packages/mass-arrivals/src/arrivals/track/fixes.ts'
import { holds } from './runs.ts'

const SPEED_KNOTS_MAX = 60
const MINUTE_MS = 60_000

/** Few places, speeds and minutes, so that most of them meet. */
const points: fc.Arbitrary<readonly FixPoint[]> = fc.array(
  fc.record({
    atMs: fc.integer({ min: 0, max: 600 }).map((minutes) => minutes * MINUTE_MS * 5),
    longitude: fc.constantFrom(-179, 170, 171),
    latitude: fc.constantFrom(-40, -38),
    speedKnots: fc.constantFrom(undefined, 0, 7, 60, 61),
    courseDegrees: fc.constantFrom(undefined, 0, 270),
  }),
  { maxLength: 60 },
)

/** Rule 1 over all positions at once. */
const slowFixes = (all: readonly FixPoint[]) => {
  const slots = [...Map.groupBy(all, ({ atMs }) => fixSlotOf(atMs)).values()].map((ofSlot) => {
    const [first] = ofSlot.toSorted((a, b) => a.atMs - b.atMs || a.longitude - b.longitude || a.latitude - b.latitude)
    const [reported] = ofSlot
      .flatMap(({ atMs, speedKnots, courseDegrees }) =>
        speedKnots === undefined || courseDegrees === undefined || speedKnots > SPEED_KNOTS_MAX
          ? []
          : [{ atMs, speedKnots, courseDegrees }],
      )
      .toSorted((a, b) => a.atMs - b.atMs || a.speedKnots - b.speedKnots || a.courseDegrees - b.courseDegrees)
    const motion = reported && { speedKnots: reported.speedKnots, courseDegrees: reported.courseDegrees }
    return { atMs: first?.atMs ?? 0, longitude: first?.longitude, latitude: first?.latitude, reported: motion ?? null }
  })
  return slots.toSorted((a, b) => a.atMs - b.atMs).slice(-13)
}

const fold = (all: readonly FixPoint[]) => all.reduce((fixes, point) => addFix(fixes, point, SPEED_KNOTS_MAX), NO_FIXES)

test('positions in any order, and repeated, leave the earliest of each of the 13 newest slots, and its motion', () => {
  holds(fc.tuple(points, fc.infiniteStream(fc.nat())), ([some, chance]) => {
    const keyed = [...some, ...some.slice(0, 5)].map((point) => ({ point, key: chance.next().value ?? 0 }))
    const shuffled = keyed.toSorted((a, b) => a.key - b.key).map(({ point }) => point)
    expect(readFixes(fold(shuffled))).toEqual(slowFixes(some))
  })
})

test('a position after an earlier one of its slot that stated its motion changes nothing', () => {
  const first = { atMs: 7 * FIX_SLOT_MS, longitude: 170, latitude: -38, speedKnots: 9, courseDegrees: 270 }
  const fixes = fold([first])
  expect(addFix(fixes, { ...first, atMs: first.atMs + 1, speedKnots: 1 }, SPEED_KNOTS_MAX)).toBe(fixes)
  expect(addFix(fixes, first, SPEED_KNOTS_MAX)).toBe(fixes)
})
