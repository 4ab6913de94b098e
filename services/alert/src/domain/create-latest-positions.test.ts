import type { TrackedCraft } from '@landfall/contracts'
import { expect, test } from 'vitest'
import {
  createLatestPositions,
  type LatestPositions,
  notShownCount,
  type PlottedObservation,
  recordObservation,
  takeMoved,
  trackedParts,
} from './create-latest-positions.ts'

const few = {
  real: { craftMax: 3, keptMax: 2, notShownMax: 50 },
  exercise: { craftMax: 2, keptMax: 1, notShownMax: 50 },
}

const all = (latest: LatestPositions): readonly TrackedCraft[] => [...trackedParts(latest, undefined, 2)].flat()
const idsOf = (craft: readonly TrackedCraft[]) => craft.map(({ craftId }) => craftId)

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
  expect(all(latest)).toMatchObject([{ latitude: -35, observedAt: '1970-01-01T00:00:02.000Z' }])
})

test('the same id in an exercise and for real is two craft, with newest times of their own', () => {
  const latest = createLatestPositions()
  recordObservation(latest, seen(), 1)
  recordObservation(latest, seen({ exercise: true, observedAtMs: 9_000 }), 1)
  expect(all(latest).map(({ exercise }) => exercise)).toEqual([false, true])
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

test('a persons report without a position gives its craft no place on the map, and counts as activity of its source', () => {
  const latest = createLatestPositions()
  recordObservation(latest, seen({ type: 'persons', longitude: undefined, latitude: undefined }), 5)
  expect(all(latest)).toEqual([])
  expect(latest.sources.real.get('radar-3')).toMatchObject({ lastHeardAtMs: 5, newestObservationAtMs: 1_000 })
})

test('beyond the limit the craft that was longest without an observation is dropped, and counted', () => {
  const latest = createLatestPositions(few)
  for (const n of [0, 1, 2, 3, 1]) recordObservation(latest, seen({ craftId: `a:${n}` }), 1)
  expect(idsOf(all(latest))).toEqual(['a:2', 'a:3', 'a:1'])
  expect(idsOf(takeMoved(latest, 10))).toHaveLength(3)
  expect(notShownCount(latest, false, 1)).toBe(1)
  recordObservation(latest, seen({ craftId: 'a:0' }), 2)
  expect([idsOf(all(latest)), notShownCount(latest, false, 2)]).toEqual([['a:3', 'a:1', 'a:0'], 1])
})

test('of a full map a hundredth makes room at once, those without an observation for longest', () => {
  const latest = createLatestPositions({ ...few, real: { craftMax: 300, keptMax: 2, notShownMax: 200 } })
  const name = (n: number) => `a:${n}`
  for (let n = 0; n < 301; n += 1) recordObservation(latest, seen({ craftId: name(n) }), 1)
  expect(idsOf(all(latest))).toEqual(Array.from({ length: 297 }, (_, n) => name(n + 4)))
  expect(notShownCount(latest, false, 1)).toBe(4)
  for (let n = 301; n < 505; n += 1) recordObservation(latest, seen({ craftId: name(n) }), 1)
  // 201 and more are too many to count: two of them and what is beyond are dropped.
  expect(notShownCount(latest, false, 1)).toBeGreaterThanOrEqual(198)
  expect(notShownCount(latest, false, 1)).toBeLessThanOrEqual(200)
})

test('craft of alerts keep their places, and are sent first; no more of them than their share', () => {
  const latest = createLatestPositions(few)
  latest.craft.real.keep(['a:0', 'a:1', 'a:2'])
  for (let n = 0; n < 9; n += 1) recordObservation(latest, seen({ craftId: `a:${n}` }), n)
  expect(idsOf(all(latest))).toEqual(['a:0', 'a:1', 'a:8'])
  expect(idsOf(takeMoved(latest, 2))).toEqual(['a:0', 'a:1'])
  expect(notShownCount(latest, undefined, 9)).toBe(6)
  latest.craft.real.keep(['a:8'])
  recordObservation(latest, seen({ craftId: 'a:9' }), 10)
  expect(idsOf(all(latest))).toEqual(['a:8', 'a:1', 'a:9'])
})

test('no number of exercise craft and sources takes the place of a real one, and real ones are taken first', () => {
  const latest = createLatestPositions(few)
  const source = { id: 'radar-3', kind: 'radar' }
  recordObservation(latest, seen({ source }), 1)
  for (let n = 0; n < 2_000; n += 1) {
    const exercise = seen({ craftId: `a:${n % 9}`, exercise: true, source: { id: `s${n}`, kind: 'ais' } })
    recordObservation(latest, exercise, n)
  }
  recordObservation(latest, seen({ craftId: 'a:late', source }), 1)
  expect(all(latest).map(({ exercise }) => exercise)).toEqual([false, false, true, true])
  expect([...latest.sources.real.keys()]).toEqual(['radar-3'])
  expect(idsOf(takeMoved(latest, 2))).toEqual(['mmsi:512000001', 'a:late'])
  expect([false, true].map((exercise) => notShownCount(latest, exercise, 9))).toEqual([0, 7])
})

test('what was not heard for a day, or is too much to count, is not counted', () => {
  const latest = createLatestPositions(few)
  const { real } = latest.craft
  const hourMs = 3_600_000
  for (let n = 0; n < 3; n += 1) real.noteNotShown(`a:${n}`, n * hourMs)
  for (let n = 0; n < 2; n += 1) real.noteNotShown('a:0', 3 * hourMs)
  expect(real.notShownCount(26 * hourMs)).toBe(2)
  for (let n = 0; n < 99; n += 1) real.noteNotShown(`b:${n}`, 26 * hourMs)
  expect(real.notShownCount(26 * hourMs)).toBe(50)
})
