import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findContacts } from './find-contacts.ts'
import type { LatticePoint } from './lattice-point.ts'
import { edgesOf, type Ring } from './ring.ts'

test.each<{ name: string; rings: readonly Ring[]; kinds: readonly string[] }>([
  {
    name: 'a square',
    rings: [
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [0, 4],
      ],
    ],
    kinds: [],
  },
  {
    name: 'a figure of eight',
    rings: [
      [
        [0, 0],
        [4, 4],
        [4, 0],
        [0, 4],
      ],
    ],
    kinds: ['crossing at 2,2'],
  },
  {
    name: 'a spike',
    rings: [
      [
        [0, 0],
        [4, 0],
        [8, 0],
        [4, 0],
        [4, 4],
      ],
    ],
    kinds: ['overlapping at 4,0', 'touching at 4,0', 'touching at 4,0', 'touching at 4,0'],
  },
  {
    name: 'a corner on an edge',
    rings: [
      [
        [0, 0],
        [8, 0],
        [8, 4],
        [4, 0],
        [0, 4],
      ],
    ],
    kinds: ['touching at 4,0', 'touching at 4,0'],
  },
  {
    name: 'two squares side by side',
    rings: [
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [0, 4],
      ],
      [
        [4, 0],
        [8, 0],
        [8, 4],
        [4, 4],
      ],
    ],
    kinds: [
      'overlapping at 4,0',
      'touching at 4,0',
      'touching at 4,0',
      'touching at 4,0',
      'touching at 4,4',
      'touching at 4,4',
      'touching at 4,4',
    ],
  },
  {
    name: 'two apart',
    rings: [
      [
        [0, 0],
        [4, 0],
        [4, 4],
      ],
      [
        [5, 5],
        [9, 5],
        [9, 9],
      ],
    ],
    kinds: [],
  },
])('$name', ({ rings, kinds }) => {
  expect(
    findContacts(rings)
      .map(({ kind, point }) => `${kind} at ${point.join()}`)
      .sort(),
  ).toEqual([...kinds].sort())
})

/** Every pair of edges, as exact fractions: a + t (b − a) = c + u (d − c) with 0 ≤ t, u ≤ 1. Small numbers, so doubles are exact. */
const meet = ([ax, ay, bx, by]: readonly number[], [cx, cy, dx, dy]: readonly number[]): boolean => {
  const [a, b, c, d] = [
    [ax, ay],
    [bx, by],
    [cx, cy],
    [dx, dy],
  ].map(([x = 0, y = 0]) => ({ x, y }))
  if (!a || !b || !c || !d) return false
  const cross = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x)
  if (cross !== 0) {
    const t = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) * Math.sign(cross)
    const u = ((c.x - a.x) * (b.y - a.y) - (c.y - a.y) * (b.x - a.x)) * Math.sign(cross)
    return t >= 0 && t <= Math.abs(cross) && u >= 0 && u <= Math.abs(cross)
  }
  if ((b.x - a.x) * (c.y - a.y) !== (b.y - a.y) * (c.x - a.x)) return false
  const overlap = (p: number, q: number, r: number, s: number) =>
    Math.max(Math.min(p, q), Math.min(r, s)) <= Math.min(Math.max(p, q), Math.max(r, s))
  return overlap(a.x, b.x, c.x, d.x) && overlap(a.y, b.y, c.y, d.y)
}

test('finds the same pairs as comparing every edge with every other', () => {
  const point = fc.tuple(fc.integer({ min: -12, max: 12 }), fc.integer({ min: -12, max: 12 }))
  const ring = fc
    .array(point, { minLength: 3, maxLength: 14 })
    .map((points) => points.filter(([x, y], i) => x !== points.at(i - 1)?.[0] || y !== points.at(i - 1)?.[1]))
    .filter((points): points is [number, number][] & readonly LatticePoint[] => points.length >= 3)
  const law = fc.property(fc.array(ring, { minLength: 1, maxLength: 3 }), (rings) => {
    const edges = rings.flatMap((points, r) =>
      edgesOf(points).map((edge, e) => ({ edge, name: `${r}.${e}`, r, e, count: points.length })),
    )
    const expected = edges.flatMap((a, i) =>
      edges.slice(i + 1).flatMap((b) => {
        const steps = Math.abs(a.e - b.e)
        const areNeighbours = a.r === b.r && (steps === 1 || steps === a.count - 1)
        return !areNeighbours && meet(a.edge, b.edge) ? [[a.name, b.name].sort().join(' ')] : []
      }),
    )
    const neighbours = new Set(expected)
    const found = findContacts(rings).map(({ a, b, kind }) => ({
      kind,
      pair: [`${a.ring}.${a.edge}`, `${b.ring}.${b.edge}`].sort().join(' '),
    }))
    // Neighbours are reported only where one runs back along the other.
    const others = found
      .filter(({ kind, pair }) => neighbours.has(pair) || kind !== 'overlapping')
      .map(({ pair }) => pair)
    expect(others.sort()).toEqual(expected.sort())
  })
  fc.assert(law, { numRuns: 1_000 })
})
