import { expect, test } from 'vitest'
import {
  CRAFT_MAX,
  createLatestPositions,
  type PlottedObservation,
  plottedKeys,
  recordObservation,
  takeMoved,
  trackedCraft,
} from './create-latest-positions.ts'

const seen = (given: Partial<PlottedObservation> = {}): PlottedObservation => ({
  type: 'position',
  craftId: 'mmsi:512000001',
  exercise: false,
  observedAtMs: 1_000,
  source: { id: 'radar-3', kind: 'radar' },
  longitude: 174,
  latitude: -36,
  ...given,
})

test('the newest observed position wins, in whatever order they arrive', () => {
  const latest = createLatestPositions()
  recordObservation(latest, seen({ observedAtMs: 2_000, latitude: -35 }), 1)
  recordObservation(latest, seen({ observedAtMs: 1_000, latitude: -36 }), 2)
  expect(trackedCraft(latest, plottedKeys(latest))).toMatchObject([
    { latitude: -35, observedAt: '1970-01-01T00:00:02.000Z' },
  ])
})

test('the same id in an exercise and for real is two craft, with newest times of their own', () => {
  const latest = createLatestPositions()
  recordObservation(latest, seen(), 1)
  recordObservation(latest, seen({ exercise: true, observedAtMs: 9_000 }), 1)
  expect(trackedCraft(latest, plottedKeys(latest)).map(({ exercise }) => exercise)).toEqual([false, true])
  expect(latest.newestMs).toEqual({ real: 1_000, exercise: 9_000 })
})

test('a position carries the name, whichever came first', () => {
  const latest = createLatestPositions()
  const about = { type: 'craft', name: 'Kahu', longitude: undefined, latitude: undefined }
  recordObservation(latest, seen(about), 1)
  expect(takeMoved(latest, 10)).toEqual([])
  recordObservation(latest, seen(), 1)
  expect(takeMoved(latest, 10)).toMatchObject([{ name: 'Kahu' }])
})

test('what moved is taken once, up to the given number at a time', () => {
  const latest = createLatestPositions()
  for (const craftId of ['a:1', 'a:2', 'a:3']) recordObservation(latest, seen({ craftId }), 1)
  expect(takeMoved(latest, 2).map(({ craftId }) => craftId)).toEqual(['a:1', 'a:2'])
  expect(takeMoved(latest, 2).map(({ craftId }) => craftId)).toEqual(['a:3'])
  expect(takeMoved(latest, 2)).toEqual([])
})

test('a persons report without a position counts as activity of its source alone', () => {
  const latest = createLatestPositions()
  recordObservation(latest, seen({ type: 'persons', longitude: undefined, latitude: undefined }), 5)
  expect(trackedCraft(latest, plottedKeys(latest))).toEqual([])
  expect(latest.sources.real.get('radar-3')).toMatchObject({ lastHeardAtMs: 5, newestObservationAtMs: 1_000 })
})

test('beyond the limit the craft that was longest without an observation is dropped', () => {
  const latest = createLatestPositions()
  for (let index = 0; index <= CRAFT_MAX.real; index += 1) recordObservation(latest, seen({ craftId: `a:${index}` }), 1)
  recordObservation(latest, seen({ craftId: 'a:1' }), 1)
  expect(latest.craft.real.size).toBe(CRAFT_MAX.real)
  expect([latest.craft.real.has('real/a:0'), latest.craft.real.has('real/a:1')]).toEqual([false, true])
  expect(latest.moved.real.size).toBe(CRAFT_MAX.real)
})

test('no number of exercise craft and sources takes the place of a real one, and real ones are taken first', () => {
  const latest = createLatestPositions()
  const source = { id: 'radar-3', kind: 'radar' }
  recordObservation(latest, seen({ craftId: 'a:real', source }), 1)
  for (let index = 0; index <= CRAFT_MAX.real + CRAFT_MAX.exercise; index += 1)
    recordObservation(
      latest,
      seen({ craftId: `a:${index}`, exercise: true, source: { id: `s${index}`, kind: 'ais' } }),
      1,
    )
  recordObservation(latest, seen({ craftId: 'a:late', source }), 1)
  expect([...latest.craft.real.keys()]).toEqual(['real/a:real', 'real/a:late'])
  expect(latest.craft.exercise.size).toBe(CRAFT_MAX.exercise)
  expect([...latest.sources.real.keys()]).toEqual(['radar-3'])
  expect(takeMoved(latest, 2).map(({ craftId }) => craftId)).toEqual(['a:real', 'a:late'])
})
