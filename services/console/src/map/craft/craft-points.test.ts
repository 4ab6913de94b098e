import type { TrackedCraft } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { createCraftStore } from '../../craft/create-craft-store.ts'
import type { WorldFilter } from '../../navigation/world-filter.ts'
import { AT, AT_MS } from '../../testing/an-alert-view.ts'
import { craftPoints, FLOATS_PER_CRAFT } from './craft-points.ts'

const aCraft = (given: Partial<TrackedCraft>): TrackedCraft => ({
  craftId: 'track:a',
  exercise: false,
  observedAt: AT,
  longitude: 0,
  latitude: 0,
  sourceId: 'radar',
  ...given,
})
const rowsOf = (world: WorldFilter, ...list: readonly TrackedCraft[]) => {
  const craft = createCraftStore()
  craft.update(list)
  const points = craftPoints(craft, world, AT_MS)
  return Array.from({ length: points.length / FLOATS_PER_CRAFT }, (_, i) =>
    [...points.subarray(i * FLOATS_PER_CRAFT, (i + 1) * FLOATS_PER_CRAFT)].map(
      (value) => Math.round(value * 1e3) / 1e3,
    ),
  )
}

test.each([
  ['on the equator, heading unknown', aCraft({}), [0.5, 0.5, 1, 0, 1]],
  ['heading east', aCraft({ headingDegrees: 90 }), [0.5, 0.5, 0, 1.571, 1]],
  ['near New Zealand', aCraft({ longitude: 174, latitude: -41, courseDegrees: 0 }), [0.983, 0.625, 0, 0, 1]],
  ['east of 180°, right of the square', aCraft({ longitude: -176, latitude: 60 }), [1.011, 0.29, 1, 0, 1]],
  ['in an exercise', aCraft({ exercise: true }), [0.5, 0.5, 5, 0, 1]],
])('a craft %s becomes %j', (_where, craft, row) => expect(rowsOf('both', craft)).toEqual([row]))

test('craft of the other world are left out, and an old position is a question mark', () => {
  const old = aCraft({ craftId: 'track:old', observedAt: new Date(AT_MS - 3_600_000).toISOString() })
  const rows = rowsOf('real', aCraft({}), old, aCraft({ craftId: 'track:x', exercise: true }))
  expect(rows.map(([, , icon]) => icon)).toEqual([1, 2])
})

test('each craft turns into a question mark after its own interval, even when no feed sends anything', () => {
  const craft = createCraftStore()
  const report = (craftId: string, minutes: readonly number[]) =>
    craft.update(
      minutes.map((minute) => aCraft({ craftId, observedAt: new Date(AT_MS + minute * 60_000).toISOString() })),
    )
  report('track:radar', [0, 1, 2])
  report('mmsi:satellite', [-120, -60, 0])
  report('mmsi:once', [0])
  const iconsAt = (minute: number) => {
    const points = craftPoints(craft, 'both', AT_MS + minute * 60_000)
    return [points[2], points[2 + FLOATS_PER_CRAFT], points[2 + 2 * FLOATS_PER_CRAFT]]
  }
  expect(iconsAt(8)).toEqual([1, 1, 1])
  expect(iconsAt(9)).toEqual([2, 1, 1])
  expect(iconsAt(31)).toEqual([2, 1, 2])
  expect(iconsAt(181)).toEqual([2, 2, 2])
})
