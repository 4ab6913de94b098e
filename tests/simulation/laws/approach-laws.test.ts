import { ArrivalsRecord, type Observation } from '@landfall/contracts'
import { loadArea } from '@landfall/geo'
import { seeded } from '@landfall/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTwoStages } from '../domain/create-two-stages.ts'
import { anInboundLog, type InboundLog } from '../generators/an-inbound-log.ts'
import { personsOracle } from '../oracle/alert-content-oracle.ts'
import { craftKnownOracle } from '../oracle/inbound/boat-approaches-oracle.ts'
import { craftApproachOracle } from '../oracle/inbound/craft-approach-oracle.ts'
import { fixOracle } from '../oracle/inbound/forecast-oracle.ts'
import { boxArea, COAST } from '../tables/inbound/coast.ts'
import { holds } from './runs.ts'

/** The approaches of the newest snapshots, by area, world and craft; those that anybody may count. */
const emitted = (records: readonly string[]) => {
  const newest = new Map<string, ArrivalsRecord & { type: 'arrivals' }>()
  for (const record of records.map((text) => ArrivalsRecord.parse(JSON.parse(text)))) {
    if (record.type !== 'arrivals') continue
    const key = `${record.areaId} ${record.exercise} ${record.craftId}`
    const before = newest.get(key)
    if (before === undefined || record.reflects.offset >= before.reflects.offset) newest.set(key, record)
  }
  return Object.fromEntries(
    [...newest].flatMap(([key, { approach }]) => (approach ? [[key, approach]] : [])).toSorted(),
  )
}

const expected = ({ areas, observations }: InboundLog) =>
  Object.fromEntries(
    areas
      .flatMap((area) =>
        [false, true].flatMap((exercise) =>
          craftKnownOracle(
            observations.filter((one) => one.exercise === exercise),
            area,
          ).flatMap((craft) => {
            const approach = craftApproachOracle(craft, area)
            if (approach === undefined) return []
            const { evidence, fixes, persons } = approach
            const snapshot = {
              ...evidence,
              fixes: fixes.map(fixOracle),
              persons: persons === undefined ? null : personsOracle(persons),
            }
            return [[`${area.areaId} ${exercise} ${craft.craftId}`, snapshot] as const]
          }),
        ),
      )
      .toSorted(),
  )

/** Conflicts in a fixed order: the product's is by importance. */
const sorted = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (name, member: unknown) =>
    name === 'conflictingReports' && Array.isArray(member)
      ? member.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
      : member,
  )

const ONE = { observationPartitions: 1, arrivalsPartitions: 1 }

test('any order, repeats and batches end in the approaches of the oracle', () => {
  const cases = anInboundLog(5).chain((world) =>
    fc.record({
      world: fc.constant(world),
      storm: fc.shuffledSubarray([...world.observations, ...world.observations], {
        minLength: world.observations.length,
      }),
      recordsMax: fc.integer({ min: 1, max: 9 }),
    }),
  )
  holds(cases, ({ world, storm, recordsMax }) => {
    const missing = world.observations.filter((observation) => !storm.includes(observation))
    const stages = createTwoStages(world.areas, ONE)
    for (const observation of [...storm, ...missing]) stages.append(observation)
    stages.settle(recordsMax)
    expect(sorted(emitted(stages.arrivals()))).toEqual(sorted(expected(world)))
  })
})

test('crashes, takeovers, a store rolled back and a store emptied end in the same approaches', () => {
  const cases = fc.record({ world: anInboundLog(5), seed: fc.integer() })
  holds(
    cases,
    ({ world, seed }) => {
      const random = seeded(seed)
      const stages = createTwoStages(world.areas, ONE)
      const [arrivals] = stages.stages
      const left: Observation[] = [...world.observations]
      for (let moves = 0; left.length > 0 || moves < 40; moves += 1) {
        const dice = random()
        const next = dice < 0.4 ? left.shift() : undefined
        if (next !== undefined) stages.append(next)
        else if (dice < 0.8) arrivals?.step(3)
        else if (dice < 0.85) arrivals?.step(3, 'before-produce')
        else if (dice < 0.92) arrivals?.step(3, 'before-commit')
        else if (dice < 0.98) arrivals?.rollBack(random)
        else arrivals?.empty()
      }
      stages.settle(5)
      expect(sorted(emitted(stages.arrivals()))).toEqual(sorted(expected(world)))
    },
    { share: 0.5 },
  )
})

const ring = ({ west, east, south, north }: typeof COAST) => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]

test('how far an area is, and where a course meets it, are as drawn step by step', () => {
  const file = {
    type: 'Feature',
    properties: { areaId: 'sea', name: 'sea' },
    geometry: { type: 'Polygon', coordinates: [ring(COAST)] },
  }
  const loaded = loadArea(JSON.stringify(file), 'sea.geojson')
  const drawn = boxArea(COAST)
  const cases = fc.record({
    longitude: fc.double({ min: -180, max: -174, noNaN: true }),
    latitude: fc.double({ min: -8, max: 8, noNaN: true }),
    course: fc.double({ min: 0, max: 360, noNaN: true }),
  })
  holds(cases, ({ longitude, latitude, course }) => {
    expect(Math.abs(loaded.metresToArea(longitude, latitude) - drawn.metresToArea(longitude, latitude))).toBeLessThan(
      0.1,
    )
    const [one, other] = [loaded, drawn].map((area) => area.firstPointInside({ longitude, latitude }, course, 700_000))
    // Where it hardly touches, or hardly within the limit, either may be right.
    if (!one || !other) expect(Math.max(one?.metres ?? 7e5, other?.metres ?? 7e5)).toBeGreaterThan(699_000)
    else expect(Math.abs(one.metres - other.metres)).toBeLessThan(20)
  })
})
