import { Policy } from '@landfall/contracts'
import { withinMetres } from '@landfall/geo'
import { expect, test } from 'vitest'
import { holdApproach } from '../approach/held-approach.ts'
import { rulesOf } from '../rules.ts'
import { type CountedVisit, countedVisitOf } from '../situations/counted-visit.ts'
import { connectedComponent } from '../situations/create-link-graph.ts'
import { nearByTrack } from '../situations/near-by-track.ts'
import { countedApproachOf } from './boat-approach.ts'
import { createInboundGraph } from './create-inbound-graph.ts'
import { anApproachOf, hour, milesNorth, sighted } from './testing/create-inbound-board.ts'

const SEEDS = 300
const rules = rulesOf(Policy.parse({}))
const { periodMs, linkDistanceMetres } = rules

type Spot = {
  readonly at: number
  readonly miles: number
  /** Of each half hour before, the newest first; undefined: a visit. */
  readonly track: readonly number[] | undefined
}

const memberAt = ({ at, miles, track }: Spot, n: number): CountedVisit => {
  const craftId = `track:${n}`
  const [atMs, place, persons] = [Date.parse(hour(at)), milesNorth(miles), sighted(1)]
  const before = (track ?? []).map((trackMiles, index) => [at - (index + 1) / 2, milesNorth(trackMiles)] as const)
  const approach = anApproachOf({ at, place, before: before.toReversed() })
  return countedVisitOf(
    craftId,
    { arrivedMs: atMs, lastMs: atMs, ...place, persons },
    persons,
    { boat: craftId, names: [craftId], description: {} as CountedVisit['description'] },
    track === undefined ? undefined : countedApproachOf({ craftId, atMs, approach: holdApproach(approach), persons }),
  )
}

/** Numbers in [0, 1) that follow from the seed. */
const randomOf = (seed: number) => {
  let state = seed * 7_919 + 1
  return (): number => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

const spotsOf = (random: () => number): readonly Spot[] => {
  const upTo = (most: number): number => Math.floor(random() * (most + 1))
  const [hoursMax, reach] = [upTo(1) === 0 ? 2 : 40, 20 + upTo(180)]
  return Array.from({ length: 2 + upTo(14) }, () => ({
    at: upTo(hoursMax),
    miles: upTo(reach),
    track: upTo(4) === 0 ? undefined : Array.from({ length: upTo(3) }, () => upTo(reach)),
  }))
}

const isLinked = (a: CountedVisit, b: CountedVisit): boolean =>
  Math.abs(a.arrivedMs - b.arrivedMs) <= periodMs &&
  (withinMetres(a.place, b.place, linkDistanceMetres) || nearByTrack(a, b, linkDistanceMetres) !== undefined)

/** Who hangs together with `start`, each compared with each. */
const componentByHand = (start: CountedVisit, among: readonly CountedVisit[]): readonly string[] => {
  const found = new Set([start])
  for (const one of found) for (const other of among) if (isLinked(one, other)) found.add(other)
  return idsOf([...found])
}

const idsOf = (members: readonly CountedVisit[]): readonly string[] => members.map(({ craftId }) => craftId).sort()

test('in any window of approaches that came and went, the same hang together as if all links by tracks were known', () => {
  let joinedByTrack = 0
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const random = randomOf(seed)
    random()
    const graph = createInboundGraph(rules)
    const all = spotsOf(random).map(memberAt)
    for (const member of all) graph.add(member)
    const gone = new Set(all.filter(() => random() < 0.3))
    for (const member of gone) graph.remove(member)
    for (const member of [...gone].filter(() => random() < 0.5)) {
      graph.add(member)
      gone.delete(member)
    }
    const [fromMs, toMs] = [Date.parse(hour(random() * 20)), Date.parse(hour(20 + random() * 20))]
    const window = all.filter((each) => !gone.has(each) && each.arrivedMs >= fromMs && each.arrivedMs <= toMs)
    for (const start of window) {
      const together = connectedComponent(start, fromMs, toMs)
      expect(idsOf(together), `seed ${seed}`).toEqual(componentByHand(start, window))
      joinedByTrack += together.filter((each) => !withinMetres(each.place, start.place, linkDistanceMetres)).length
    }
  }
  expect(joinedByTrack).toBeGreaterThan(SEEDS)
})

test('links by tracks grow with the approaches, and not with their square', () => {
  const graph = createInboundGraph(rules)
  const boats = 400
  const behind = Array.from({ length: 12 }, (_, index) => 40 - (index + 1) * 4)
  for (let n = 0; n < boats; n += 1) {
    const at = n / boats
    graph.add(memberAt(n % 2 === 0 ? { at, miles: 0, track: [] } : { at: 2 + at, miles: 40, track: behind }, n))
  }
  const links = graph.members.reduce((sum, { neighbours }) => sum + neighbours.length, 0)
  expect(links / boats).toBeLessThan(10)
  const [first] = graph.members
  expect(first && connectedComponent(first, first.arrivedMs, first.arrivedMs + periodMs)).toHaveLength(boats)
  for (const member of [...graph.members].slice(0, boats / 2)) graph.remove(member)
  expect(graph.members).toHaveLength(boats / 2)
})

test('where the one that a track is linked to goes, the one before it beside it is linked', () => {
  const graph = createInboundGraph(rules)
  const [early, late, ahead] = [
    { at: 0, miles: 0, track: [] },
    { at: 1, miles: 1, track: [] },
    { at: 2, miles: 40, track: [20, 1] },
  ].map(memberAt) as [CountedVisit, CountedVisit, CountedVisit]
  for (const member of [early, late, ahead]) graph.add(member)
  expect(ahead.neighbours).toEqual([late])
  graph.remove(late)
  expect(ahead.neighbours).toEqual([early])
  graph.add(late)
  expect(ahead.neighbours).toEqual([late])
})
