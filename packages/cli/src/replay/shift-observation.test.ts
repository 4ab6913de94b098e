import { expect, test } from 'vitest'
import { shiftObservation } from './shift-observation.ts'

const position = {
  type: 'position',
  craftId: 'mmsi:512000123',
  observedAt: '2026-11-23T09:30:00Z',
  source: { id: 'a', kind: 'ais' },
  longitude: 174.1,
  latitude: -35.1,
} as const
test('a shift moves all times and renames the ids, a retraction’s too', () => {
  const shiftMs = 90_000
  expect(shiftObservation(position, 0)).toBe(position)
  expect(shiftObservation(position, shiftMs)).toEqual({ ...position, observedAt: '2026-11-23T09:31:30.000Z' })
  const retraction = { ...position, type: 'retraction' as const, observationId: 'b', retracts: 'a' }
  expect(shiftObservation(retraction, shiftMs)).toMatchObject({ observationId: 'b+1xg0', retracts: 'a+1xg0' })
  const { longitude: _, latitude: __, ...common } = position
  const fromAt = '2026-11-23T09:00:00Z'
  const span = { ...common, type: 'position-retraction' as const, fromAt, toAt: position.observedAt }
  expect(shiftObservation(span, shiftMs)).toMatchObject({
    fromAt: '2026-11-23T09:01:30.000Z',
    toAt: '2026-11-23T09:31:30.000Z',
  })
  const long = shiftObservation({ ...position, observationId: 'x'.repeat(128) }, shiftMs)
  expect(long.observationId).toHaveLength(128)
})
