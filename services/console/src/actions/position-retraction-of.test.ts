import { parseObservation } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { positionRetractionOf } from './position-retraction-of.ts'

const jump = { craftId: 'mmsi:512000123', exercise: false, arrivedAt: '2026-11-23T10:05:00.250Z' }
const source = { id: 'operator:anna', kind: 'manual' }

test.each([
  ['later', '2026-11-23T11:00:00.000Z', '2026-11-23T11:00:00.000Z'],
  ['by a clock that is behind', '2026-11-23T10:00:00.000Z', jump.arrivedAt],
])('what is sent %s is an observation, of that position alone', (_, now, observedAt) => {
  const sent = positionRetractionOf(jump, Date.parse(now))
  expect(parseObservation({ ...sent, source })).toMatchObject({
    ok: true,
    observation: {
      fromAt: jump.arrivedAt,
      toAt: jump.arrivedAt,
      observedAt,
      observationId: `taken-back-${observedAt}`,
    },
  })
})
