import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { partitionFor } from '../producer/partition-for.ts'
import { choosePlaces } from './choose-places.ts'

const NONE: ReadonlyMap<string, number> = new Map()
const even = (ids: readonly string[]) => ids.map((areaId) => ({ areaId, weight: 1 }))
const countsOf = (places: readonly number[]): readonly number[] =>
  [...Map.groupBy(places, (place) => place).values()].map(({ length }) => length).toSorted((a, b) => b - a)

const COUNTRIES = 'nz au fj to ws nc vu sb pg ki tv nu ck pf as id tl ph jp kr'.split(' ')

test('20 areas by their hashes meet on 9 of 12 partitions, six on one; placed, no more than two share one', () => {
  expect(countsOf(COUNTRIES.map((areaId) => partitionFor(areaId, 12)))[0]).toBeGreaterThanOrEqual(4)
  const placed = choosePlaces(even(COUNTRIES), { placed: NONE, partitions: 12 })
  expect(countsOf(placed.map(({ partition }) => partition))).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1])
})

test('the heavy go first: one of weight 3 gets a partition of its own beside six of weight 1 in three', () => {
  const areas = [...even(['a', 'b', 'c', 'd', 'e', 'f']), { areaId: 'z', weight: 3 }]
  const chosen = choosePlaces(areas, { placed: NONE, partitions: 3 })
  const ofZ = chosen.find(({ areaId }) => areaId === 'z')?.partition
  expect(chosen.filter(({ partition }) => partition === ofZ).map(({ areaId }) => areaId)).toEqual(['z'])
  expect(countsOf(chosen.map(({ partition }) => partition))).toEqual([3, 3, 1])
})

test('a new area goes where least is; those that have a place are not moved', () => {
  const placed = new Map([
    ['a', 0],
    ['b', 0],
    ['c', 1],
    ['d', 2],
    ['e', 2],
  ])
  const areas = even(['a', 'b', 'c', 'd', 'e', 'new'])
  expect(choosePlaces(areas, { placed, partitions: 3 })).toEqual([{ areaId: 'new', weight: 1, partition: 1 }])
})

test('what is no longer watched takes no room', () => {
  const placed = new Map(Array.from({ length: 2 }, (_, partition) => [`gone-${partition}`, partition]))
  expect(choosePlaces(even(['nz']), { placed, partitions: 2 })[0]?.partition).toBe(partitionFor('nz', 2))
})

describe('laws', () => {
  const areaIds = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 40 })
  const weights = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 40, maxLength: 40 })
  const given = fc.record({ areaIds, weights, partitions: fc.integer({ min: 1, max: 48 }) }).map((each) => ({
    partitions: each.partitions,
    areas: each.areaIds.map((areaId, index) => ({ areaId, weight: each.weights[index] ?? 1 })),
  }))

  test('no partition has more than another by more than one area', () => {
    fc.assert(
      fc.property(given, ({ areas, partitions }) => {
        const sums = Array.from({ length: partitions }, () => 0)
        const chosen = choosePlaces(areas, { placed: NONE, partitions })
        for (const { partition, weight } of chosen) sums[partition] = (sums[partition] ?? 0) + weight
        expect(sums).toHaveLength(partitions)
        expect(Math.max(...sums) - Math.min(...sums)).toBeLessThanOrEqual(
          Math.max(...areas.map(({ weight }) => weight)),
        )
      }),
    )
  })

  test('the order in which areas are given does not matter, and those placed before are not chosen again', () => {
    fc.assert(
      fc.property(given, fc.integer({ min: 0, max: 40 }), ({ areas, partitions }, first) => {
        const all = choosePlaces(areas, { placed: NONE, partitions })
        expect(choosePlaces(areas.toReversed(), { placed: NONE, partitions })).toEqual(all)
        const placed = new Map(all.slice(0, first).map(({ areaId, partition }) => [areaId, partition]))
        expect(choosePlaces(areas, { placed, partitions })).toEqual(all.slice(first))
      }),
    )
  })

  test('a lone area is where its hash leads, as earlier releases have it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,8}$/), fc.integer({ min: 1, max: 48 }), (areaId, partitions) => {
        const [chosen] = choosePlaces(even([areaId]), { placed: NONE, partitions })
        expect(chosen?.partition).toBe(partitionFor(areaId, partitions))
      }),
    )
  })
})
