import { Policy } from '@landfall/contracts'
import { placeAt, withinMetres } from '@landfall/geo'
import { expect, test } from 'vitest'
import { rulesOf } from '../rules.ts'
import { byArrival, type CountedVisit } from './counted-visit.ts'
import { connectedComponent, createLinkGraph, linkedAmongThemselves } from './create-link-graph.ts'

const HOUR_MS = 3_600_000
const SEEDS = 500

type Spot = { readonly hours: number; readonly north: number; readonly east: number }

/** Numbers in [0, 1) that follow from the seed: this package depends on no library of properties. */
const randomOf = (seed: number) => {
  let state = seed + 1
  return (): number => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

const caseOf = (seed: number) => {
  const random = randomOf(seed * 7_919)
  random()
  const upTo = (most: number): number => Math.floor(random() * (most + 1))
  const pick = (values: readonly number[]): number => values[upTo(values.length - 1)] ?? 1
  // Few hours: many arrive at the same moment.
  const hoursMax = pick([2, 12, 60])
  const reach = pick([1, 2, 6])
  const spots = Array.from({ length: 1 + upTo(23) }, () => ({
    hours: upTo(hoursMax),
    north: upTo(2 * reach) - reach,
    east: upTo(2 * reach) - reach,
  }))
  return {
    spots,
    distanceNm: pick([0.000_001, 0.5, 24, 400]),
    /** In shares of the link distance: just within, just beyond, and in between. */
    step: pick([0.2, 0.499, 0.501, 0.999, 1.001]),
    gone: spots.flatMap((_, index) => (random() < 0.3 ? [index] : [])),
    from: upTo(hoursMax),
    length: pick([0, 1, 6, 24, 48]),
  }
}

const visitAt = ({ hours, north, east }: Spot, n: number, stepNm: number): CountedVisit => ({
  craftId: `track:${n}`,
  arrivedMs: hours * HOUR_MS,
  lastMs: hours * HOUR_MS,
  boat: `track:${n}`,
  names: [],
  description: {} as CountedVisit['description'],
  place: placeAt(175 + (east * stepNm) / 60, (north * stepNm) / 60),
  persons: {} as CountedVisit['persons'],
  doubt: undefined,
  approach: undefined,
  neighbours: [],
  latestIn: new Map(),
  mark: 0,
  scope: 0,
})

/** Who hangs together with `start`, each compared with each. */
const componentByHand = (
  start: CountedVisit,
  among: readonly CountedVisit[],
  isLinked: (a: CountedVisit, b: CountedVisit) => boolean,
) => {
  const found = new Set([start])
  for (const one of found) for (const other of among) if (isLinked(one, other)) found.add(other)
  return [...found].map(({ craftId }) => craftId).sort()
}

test('in any window of any visits that came and went, the same hang together as if all links were known', () => {
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const { spots, distanceNm, step, gone, from, length } = caseOf(seed)
    const rules = rulesOf(Policy.parse({ linkDistanceNm: distanceNm }))
    const isLinked = (a: CountedVisit, b: CountedVisit): boolean =>
      Math.abs(a.arrivedMs - b.arrivedMs) <= rules.periodMs && withinMetres(a.place, b.place, rules.linkDistanceMetres)
    const graph = createLinkGraph(rules)
    const all = spots.map((each, n) => visitAt(each, n, distanceNm * step))
    for (const visit of all) graph.add(visit)
    for (const index of new Set(gone)) if (all[index] !== undefined) graph.remove(all[index])
    const present = all.filter((_, index) => !gone.includes(index))
    const [fromMs, toMs] = [from * HOUR_MS, (from + length) * HOUR_MS]
    const window = present.filter(({ arrivedMs }) => arrivedMs >= fromMs && arrivedMs <= toMs)
    const idsOf = (members: readonly CountedVisit[]) => members.map(({ craftId }) => craftId).sort()
    for (const start of window)
      expect(idsOf(connectedComponent(start, fromMs, toMs)), `seed ${seed}`).toEqual(
        componentByHand(start, window, isLinked),
      )
    const some = present.filter((_, index) => index % 3 !== 0).sort(byArrival)
    const copies = linkedAmongThemselves(some, rules)
    const inWindow = some.filter((visit) => window.includes(visit))
    for (const start of copies.filter(({ arrivedMs }) => arrivedMs >= fromMs && arrivedMs <= toMs)) {
      const own = some.find(({ craftId }) => craftId === start.craftId) ?? start
      expect(idsOf(connectedComponent(start, fromMs, toMs)), `seed ${seed}`).toEqual(
        componentByHand(own, inWindow, isLinked),
      )
    }
  }
})

test('links grow with the visits, and not with their square', () => {
  const graph = createLinkGraph(rulesOf(Policy.parse({})))
  for (let n = 0; n < 2_000; n += 1) graph.add(visitAt({ hours: n % 24, north: n % 7, east: n % 5 }, n, 1))
  const links = graph.members.reduce((sum, { neighbours }) => sum + neighbours.length, 0)
  expect(links / graph.members.length).toBeLessThan(30)
})
