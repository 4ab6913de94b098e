import { expect, test } from 'vitest'
import type { Ring, RingPolygon } from '../geometry/ring.ts'
import { checkPolygons } from './check-polygons.ts'

const box = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
]
const outside = box(0, 0, 100, 100)

test.each<{ name: string; polygons: readonly RingPolygon[]; faults?: readonly string[]; overlaps?: readonly string[] }>(
  [
    { name: 'one with two holes', polygons: [[outside, box(10, 10, 20, 20), box(30, 30, 40, 40)]] },
    {
      name: 'a hole that touches its outside at a corner',
      polygons: [
        [
          outside,
          [
            [0, 50],
            [20, 40],
            [20, 60],
          ],
        ],
      ],
    },
    {
      name: 'a hole that cuts it in two',
      polygons: [
        [
          outside,
          [
            [0, 50],
            [50, 40],
            [100, 50],
            [50, 60],
          ],
        ],
      ],
      faults: ['0.1 touches ring 0 in more than one place'],
    },
    {
      name: 'a hole over the edge',
      polygons: [[outside, box(90, 10, 110, 20)]],
      faults: ['0.1 crosses or follows ring 0'],
    },
    {
      name: 'a hole along the edge',
      polygons: [[outside, box(0, 10, 10, 20)]],
      faults: ['0.1 crosses or follows ring 0'],
    },
    {
      name: 'a hole elsewhere',
      polygons: [[outside, box(200, 10, 210, 20)]],
      faults: ['0.1 is a hole outside its polygon'],
    },
    {
      name: 'a hole in a hole',
      polygons: [[outside, box(10, 10, 50, 50), box(20, 20, 30, 30)]],
      faults: ['0.2 is a hole inside the hole of ring 1'],
    },
    {
      name: 'a hole twice',
      polygons: [[outside, box(10, 10, 20, 20), box(10, 10, 20, 20)]],
      faults: ['0.2 crosses or follows ring 1'],
    },
    {
      name: 'a figure of eight',
      polygons: [
        [
          [
            [0, 0],
            [10, 10],
            [10, 0],
            [0, 10],
          ],
        ],
      ],
      faults: ['0.0 crosses itself'],
    },
    {
      name: 'a ring that comes back to a corner',
      polygons: [
        [
          [
            [0, 0],
            [10, 0],
            [5, 5],
            [10, 10],
            [0, 10],
            [5, 5],
          ],
        ],
      ],
      faults: ['0.0 touches itself'],
    },
    {
      name: 'a spike',
      polygons: [
        [
          [
            [0, 0],
            [10, 0],
            [20, 0],
            [10, 0],
            [5, 5],
          ],
        ],
      ],
      faults: ['0.0 runs back along itself'],
    },
    { name: 'two with a common edge', polygons: [[outside], [box(100, 20, 200, 80)]] },
    { name: 'two that overlap', polygons: [[outside], [box(50, 50, 200, 200)]], overlaps: ['1.0 overlaps polygon 0'] },
    {
      name: 'two with parts of edges in common',
      polygons: [[box(0, 0, 60, 10)], [box(40, 0, 100, 10)]],
      overlaps: ['1.0 overlaps polygon 0'],
    },
    {
      name: 'the same twice',
      polygons: [[outside], [outside.toReversed()]],
      overlaps: ['0.0 lies inside polygon 1', '1.0 lies inside polygon 0', '1.0 overlaps polygon 0'],
    },
    { name: 'one in the other', polygons: [[outside], [box(50, 50, 60, 60)]], overlaps: ['1.0 lies inside polygon 0'] },
    { name: 'one in the hole of the other', polygons: [[outside, box(40, 40, 70, 70)], [box(50, 50, 60, 60)]] },
  ],
)('$name', ({ polygons, faults = [], overlaps = [] }) => {
  const report = checkPolygons(polygons)
  const inWords = (findings: typeof report.faults) =>
    [...new Set(findings.map(({ polygon, ring, problem }) => `${polygon}.${ring} ${problem}`))].sort()
  expect(inWords(report.faults)).toEqual([...new Set(faults)].sort())
  expect(inWords(report.overlaps)).toEqual([...overlaps].sort())
})
