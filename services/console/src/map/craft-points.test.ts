import type { TrackedCraft } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { createCraftStore } from '../craft/create-craft-store.ts'
import { AT, AT_MS } from '../testing/an-alert-view.ts'
import { craftPoints, FLOATS_PER_CRAFT } from './craft-points.ts'

const one = (given: Partial<TrackedCraft>): TrackedCraft => ({
  ...{ craftId: 'track:a', exercise: false, observedAt: AT, longitude: 0, latitude: 0, sourceId: 'radar' },
  ...given,
})
const rowsOf = (world: 'both' | 'real' | 'exercise', ...list: readonly TrackedCraft[]) => {
  const craft = createCraftStore()
  craft.take(list)
  const points = craftPoints(craft, world, AT_MS)
  return Array.from({ length: points.length / FLOATS_PER_CRAFT }, (_, i) =>
    [...points.subarray(i * FLOATS_PER_CRAFT, (i + 1) * FLOATS_PER_CRAFT)].map(
      (value) => Math.round(value * 1e3) / 1e3,
    ),
  )
}

test.each([
  ['on the equator, unknown heading', one({}), [0.5, 0.5, 1, 0, 1]],
  ['heading east', one({ headingDegrees: 90 }), [0.5, 0.5, 0, 1.571, 1]],
  ['New Zealand', one({ longitude: 174, latitude: -41, courseDegrees: 0 }), [0.983, 0.625, 0, 0, 1]],
  ['beyond 180° it goes on', one({ longitude: -176, latitude: 60 }), [1.011, 0.29, 1, 0, 1]],
  ['simulated', one({ exercise: true }), [0.5, 0.5, 4, 0, 1]],
])('%s', (_what, craft, row) => expect(rowsOf('both', craft)).toEqual([row]))

test('only the world that is shown; what is old has a question mark', () => {
  const old = one({ craftId: 'track:old', observedAt: new Date(AT_MS - 3_600_000).toISOString() })
  const rows = rowsOf('real', one({}), old, one({ craftId: 'track:x', exercise: true }))
  expect(rows.map(([, , icon]) => icon)).toEqual([1, 2])
})

test('a question mark when it should have been heard again: each by its own interval, though all feeds are dead', () => {
  const craft = createCraftStore()
  const hear = (craftId: string, minutes: readonly number[]) =>
    craft.take(minutes.map((at) => one({ craftId, observedAt: new Date(AT_MS + at * 60_000).toISOString() })))
  hear('track:radar', [0, 1, 2])
  hear('mmsi:satellite', [-120, -60, 0])
  hear('mmsi:once', [0])
  const iconsAt = (minute: number) => {
    const points = craftPoints(craft, 'both', AT_MS + minute * 60_000)
    return [points[2], points[2 + FLOATS_PER_CRAFT], points[2 + 2 * FLOATS_PER_CRAFT]]
  }
  expect(iconsAt(8)).toEqual([1, 1, 1])
  expect(iconsAt(9)).toEqual([2, 1, 1])
  expect(iconsAt(31)).toEqual([2, 1, 2])
  expect(iconsAt(181)).toEqual([2, 2, 2])
})
