import { expect, test } from 'vitest'
import { CRAFT_MAX, createSightings, type SeenObservation, sight, takeMoved, trackedNow } from './latest-positions.ts'

const seen = (given: Partial<SeenObservation> = {}): SeenObservation => ({
  type: 'position',
  craftId: 'mmsi:512000001',
  exercise: false,
  observedAtMs: 1_000,
  source: { id: 'radar-3', kind: 'radar' },
  longitude: 174,
  latitude: -36,
  ...given,
})

test('the newest observed position holds, in whatever order they come', () => {
  const sightings = createSightings()
  sight(sightings, seen({ observedAtMs: 2_000, latitude: -35 }), 1)
  sight(sightings, seen({ observedAtMs: 1_000, latitude: -36 }), 2)
  expect(trackedNow(sightings, [...sightings.craft.keys()])).toMatchObject([
    { latitude: -35, observedAt: '1970-01-01T00:00:02.000Z' },
  ])
})

test('exercise and real are two craft, and two newest times', () => {
  const sightings = createSightings()
  sight(sightings, seen(), 1)
  sight(sightings, seen({ exercise: true, observedAtMs: 9_000 }), 1)
  expect(trackedNow(sightings, [...sightings.craft.keys()]).map(({ exercise }) => exercise)).toEqual([false, true])
  expect(sightings.newestMs).toEqual({ real: 1_000, exercise: 9_000 })
})

test('a name is told with the position, whichever came first', () => {
  const sightings = createSightings()
  const about = { type: 'craft', name: 'Kahu', longitude: undefined, latitude: undefined }
  sight(sightings, seen(about), 1)
  expect(takeMoved(sightings, 10)).toEqual([])
  sight(sightings, seen(), 1)
  expect(takeMoved(sightings, 10)).toMatchObject([{ name: 'Kahu' }])
})

test('what moved is told once, so many at a time', () => {
  const sightings = createSightings()
  for (const craftId of ['a:1', 'a:2', 'a:3']) sight(sightings, seen({ craftId }), 1)
  expect(takeMoved(sightings, 2).map(({ craftId }) => craftId)).toEqual(['a:1', 'a:2'])
  expect(takeMoved(sightings, 2).map(({ craftId }) => craftId)).toEqual(['a:3'])
  expect(takeMoved(sightings, 2)).toEqual([])
})

test('a persons report without a place is heard but not a position', () => {
  const sightings = createSightings()
  sight(sightings, seen({ type: 'persons', longitude: undefined, latitude: undefined }), 5)
  expect(trackedNow(sightings, [...sightings.craft.keys()])).toEqual([])
  expect(sightings.sources.get('radar-3')).toMatchObject({ lastHeardAtMs: 5, newestObservationAtMs: 1_000 })
})

test('at most so many craft are held; the longest unheard of goes', () => {
  const sightings = createSightings()
  for (let at = 0; at <= CRAFT_MAX; at += 1) sight(sightings, seen({ craftId: `a:${at}` }), 1)
  sight(sightings, seen({ craftId: 'a:1' }), 1)
  expect(sightings.craft.size).toBe(CRAFT_MAX)
  expect([sightings.craft.has('real/a:0'), sightings.craft.has('real/a:1')]).toEqual([false, true])
  expect(sightings.moved.size).toBe(CRAFT_MAX)
})
