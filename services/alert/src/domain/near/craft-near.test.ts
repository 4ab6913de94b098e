import { aDistressAlert, anAlert } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { aVersion } from '../../testing/a-version.ts'
import { applyVersion, createAlertStore } from '../create-alert-store.ts'
import { createLatestPositions, type PlottedObservation, recordObservation } from '../create-latest-positions.ts'
import { aboardOnAlerts } from './aboard-on-alerts.ts'
import { craftNear, NEAR_CRAFT_MAX } from './craft-near.ts'

// At 60° north a minute of longitude is half a nautical mile, one of latitude a whole one (1.0007 on this sphere).
const AT_MS = Date.parse('2026-11-23T09:00:00Z')
const place = { longitude: 180, latitude: 60, observedAt: '2026-11-23T09:00:00.000Z' }
const MINUTE = 1 / 60
const NOBODY = () => new Map()

const position = (craftId: string, given: Partial<PlottedObservation> = {}): PlottedObservation => ({
  type: 'position',
  craftId,
  exercise: false,
  observedAtMs: AT_MS,
  source: { id: 'radar-3', kind: 'radar' },
  longitude: 180,
  latitude: 60,
  ...given,
})
const persons = (craftId: string, aboard: number, given: Partial<PlottedObservation> = {}): PlottedObservation => ({
  ...position(craftId, { longitude: undefined, latitude: undefined }),
  type: 'persons',
  observationId: `report-${aboard}`,
  method: 'sighting',
  aboard: { min: aboard, likely: aboard, max: aboard },
  ...given,
})
const seaWith = (...seen: readonly PlottedObservation[]) => {
  const latest = createLatestPositions()
  for (const one of seen) recordObservation(latest, one, AT_MS)
  return latest
}
const nearIn = (...seen: readonly PlottedObservation[]) =>
  craftNear(seaWith(...seen), { place, exercise: false }, NOBODY)

test('distances and bearings, worked by hand, across 180° and the nearest first', () => {
  const { craft } = nearIn(
    position('a:north', { latitude: 60 + 6 * MINUTE }),
    position('a:east', { longitude: -180 + 8 * MINUTE }),
    position('a:south-west', { longitude: 180 - 6 * MINUTE, latitude: 60 - 3 * MINUTE }),
    position('a:here'),
  )
  expect(craft.map(({ craftId, distanceNm, bearingDegrees }) => [craftId, distanceNm, bearingDegrees])).toEqual([
    ['a:here', 0, 0],
    ['a:east', 4, 90],
    ['a:south-west', 4.25, 225], // √(3² + 3²)
    ['a:north', 6, 0],
  ])
})

test.each<[string, Partial<PlottedObservation>, boolean]>([
  ['9.9 nm away', { latitude: 60 + 9.9 * MINUTE }, true],
  ['10.1 nm away', { latitude: 60 - 10.1 * MINUTE }, false],
  ['9.9 nm away, due east', { longitude: -180 + 19.8 * MINUTE }, true],
  ['10.1 nm away, due east', { longitude: -180 + 20.2 * MINUTE }, false],
  ['heard an hour before', { observedAtMs: AT_MS - 3_600_000 }, true],
  ['heard earlier than that', { observedAtMs: AT_MS - 3_600_001 }, false],
  ['heard a day later', { observedAtMs: AT_MS + 86_400_000 }, true],
  ['of the exercise', { exercise: true }, false],
])('a craft %s', (_what, given, isNear) => {
  expect(nearIn(position('a:1', given)).craft).toHaveLength(isNear ? 1 : 0)
})

test('no more than the nearest 20, and how many more there are', () => {
  const fleet = Array.from({ length: NEAR_CRAFT_MAX + 3 }, (_, n) =>
    position(`a:${n}`, { latitude: 60 + (n / 10) * MINUTE }),
  )
  const { craft, craftMore } = nearIn(...fleet.toReversed())
  expect([craft[0]?.craftId, craft.at(-1)?.craftId, craftMore]).toEqual(['a:0', 'a:19', 3])
})

test('people aboard by the newest report, in whatever order it and the positions came; unknown is not nobody', () => {
  const aboard = (...seen: readonly PlottedObservation[]) => nearIn(...seen).craft[0]?.persons?.aboard.likely ?? null
  expect(aboard(position('a:1'))).toBeNull()
  expect(aboard(persons('a:1', 12), position('a:1'))).toBe(12)
  expect(aboard(position('a:1'), persons('a:1', 12), persons('a:1', 9, { observedAtMs: AT_MS - 1 }))).toBe(12)
  expect(aboard(position('a:1'), persons('a:1', 12), persons('a:1', 9, { observedAtMs: AT_MS + 1 }))).toBe(9)
  expect(aboard(persons('a:1', 7, { longitude: 180, latitude: 60 }))).toBe(7)
  const withdrawal = { ...persons('a:1', 0), type: 'retraction', observationId: 'r', retracts: 'report-12' }
  expect(aboard(position('a:1'), persons('a:1', 12), withdrawal)).toBeNull()
})

test('a report on an open alert counts where no newer one was read, under any name of the craft', () => {
  const [visit] = anAlert().craft
  if (visit === undefined) throw new Error('the builder makes an alert with a craft')
  const { craftId } = visit
  const aboard = { min: 30, likely: 33, max: 40 }
  const report = { ...visit.aboardReport, aboard, observedAt: '2026-11-23T08:00:00.000Z' }
  const alert = anAlert({ craft: [{ ...visit, sameAs: ['mmsi:1'], aboardReport: report }] })
  const json = Buffer.from(JSON.stringify(alert))
  const store = createAlertStore()
  applyVersion(store, aVersion({ craft: [{ craftId, sameAs: ['mmsi:1'], likely: 33 }], json }))
  const call = Buffer.from(JSON.stringify(aDistressAlert()))
  applyVersion(store, aVersion({ alertId: 'distress-1', kind: 'distress', craft: [], json: call, offset: 1 }))
  const near = (...seen: readonly PlottedObservation[]) =>
    craftNear(seaWith(...seen), { place, exercise: false }, (ids) => aboardOnAlerts(store, ids, false)).craft[0]
      ?.persons?.aboard.likely ?? null
  expect(near(position(craftId))).toBe(33)
  expect(near(position('mmsi:1'))).toBe(33)
  expect(near(position('mmsi:2'))).toBeNull()
  expect(near(position(craftId), persons(craftId, 5))).toBe(5)
  expect(near(position(craftId), persons(craftId, 5, { observedAtMs: AT_MS - 2 * 3_600_000 }))).toBe(33)
  expect(aboardOnAlerts(store, new Set([craftId]), true).size).toBe(0)
})
