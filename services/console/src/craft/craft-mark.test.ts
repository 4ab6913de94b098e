import { expect, test } from 'vitest'
import { AT, AT_MS } from '../testing/an-alert-view.ts'
import { craftMark } from './craft-mark.ts'

test.each([
  [0, 'craft', 1],
  [31, 'craft-stale', 0.96],
  [6 * 60, 'craft-stale', 0.25],
])('a position %i minutes old is drawn as %s with opacity %d', (minutes, icon, opacity) => {
  const craft = { craftId: 'track:1', exercise: false, longitude: 173, latitude: -34, courseDegrees: 90, sourceId: 's' }
  const mark = craftMark({ ...craft, observedAt: AT }, AT_MS + minutes * 60_000, undefined)
  expect([mark.icon, mark.opacity]).toEqual([icon, opacity])
})
