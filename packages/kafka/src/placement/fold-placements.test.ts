import { expect, test } from 'vitest'
import { partitionFor } from '../producer/partition-for.ts'
import { foldPlacements } from './fold-placements.ts'
import { partitionOfArea } from './partition-of-area.ts'

const record = (given: object, timestampMs = 0) => ({
  value: JSON.stringify({ type: 'area-placement', areaId: 'nz', exercise: false, partition: 1, weight: 1, ...given }),
  timestampMs,
})

test('the first record of an area holds, in each world by itself', () => {
  const places = foldPlacements([
    record({ partition: 3 }, 10),
    record({ partition: 4, weight: 9 }, 20),
    record({ exercise: true, partition: 2 }, 30),
  ])
  expect(places).toEqual([
    { areaId: 'nz', exercise: false, partition: 3, weight: 1, placedAtMs: 10 },
    { areaId: 'nz', exercise: true, partition: 2, weight: 1, placedAtMs: 30 },
  ])
  expect(partitionOfArea(places, { exercise: true, partitions: 4 })('nz')).toBe(2)
  expect(partitionOfArea(places, { exercise: true, partitions: 4 })('au')).toBe(partitionFor('au', 4))
})

test('what is no placement is named and skipped; fields of later versions are none of our business', () => {
  const unreadable: unknown[] = []
  const good = record({ later: true })
  const others = [
    { value: null, timestampMs: 0 },
    { value: 'no JSON', timestampMs: 0 },
    record({ partition: -1 }),
    record({ partition: 1.5 }),
    record({ areaId: '../nz' }),
    record({ type: 'position' }),
  ]
  expect(foldPlacements([...others, good], (each) => unreadable.push(each))).toHaveLength(1)
  expect(unreadable).toEqual(others)
})
