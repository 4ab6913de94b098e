import { collectPublished, type RecountedInbound } from '@landfall/mass-arrivals'
import { seeded, shuffled } from '@landfall/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTwoStages, type Shape } from '../domain/create-two-stages.ts'
import { inboundContents } from '../domain/inbound-contents.ts'
import { recountLog } from '../domain/recount-log.ts'
import { anInboundLog, type InboundLog } from '../generators/an-inbound-log.ts'
import { boxArea, COAST, out } from '../tables/inbound/coast.ts'
import { boat, reported, seen } from '../tables/sea.ts'
import { expectInboundMatchOracle, inOneOrder } from './expect-inbound-match-oracle.ts'
import { holds } from './runs.ts'
import { inStorms, ONE_PARTITION, shapes, stepThroughCrashes } from './step-through-crashes.ts'

const alertsOf = ({ areas, observations }: InboundLog, of: Shape = ONE_PARTITION, recordsMax = 50) => {
  const stages = createTwoStages(areas, of)
  for (const observation of observations) stages.append(observation)
  stages.settle(recordsMax)
  expect(stages.rejected()).toEqual([])
  return stages.alerts()
}

test('after every single observation the open inbound groups are those of the oracle', () => {
  holds(
    anInboundLog(5),
    ({ areas, observations }) => {
      const stages = createTwoStages(areas, ONE_PARTITION)
      observations.forEach((observation, index) => {
        stages.append(observation)
        stages.settle(1)
        expectInboundMatchOracle(stages.alerts(), observations.slice(0, index + 1), areas)
      })
    },
    { share: 0.3 },
  )
})

test('any order, repeats, batches and partitions end in the same inbound groups', () => {
  holds(inStorms(anInboundLog()), ({ world, storm, shape, recordsMax }) => {
    const log = alertsOf({ ...world, observations: storm }, shape, recordsMax)
    expectInboundMatchOracle(log, world.observations, world.areas)
  })
})

test('crashes, takeovers, a store rolled back and a store emptied change no inbound group', () => {
  const cases = fc.record({ world: anInboundLog(6), shape: shapes, seed: fc.integer() })
  holds(cases, ({ world, shape, seed }) => {
    const stages = createTwoStages(world.areas, shape)
    stepThroughCrashes(stages, world, seed, 4)
    expectInboundMatchOracle(stages.alerts(), world.observations, world.areas)
  })
})

test('a recount of the log says what the open inbound groups say', () => {
  holds(
    anInboundLog(5),
    (world) => {
      const log = alertsOf(world)
      const recounted = recountLog(world, { partitions: 2, recordsMax: 5 }, collectPublished(log))
      const alerts = recounted
        .flatMap(({ inbound }): RecountedInbound[] => [...inbound.values()])
        .map(({ alert }) => alert)
      expect(inOneOrder(inboundContents(alerts))).toEqual(inOneOrder(inboundContents(log)))
    },
    { share: 0.5 },
  )
})

test('a liner that passes, whoever is aboard, changes nothing', () => {
  const liner = fc.record({ hour: fc.integer({ min: 0, max: 30 }), nm: fc.integer({ min: 5, max: 180 }) })
  holds(
    fc.record({ any: anInboundLog(), liner }),
    ({ any, liner: { hour, nm } }) => {
      // By any method that does not see her: of unknown permission they are not likely.
      const areas = any.areas.map(({ policy, ...area }) => ({
        ...area,
        policy: { ...policy, counts: 'unauthorised' as const },
      }))
      const hers = [seen('liner', `${hour}`, out(nm)), reported('liner', `${hour}`, 'manifest', 3_000)]
      const without = inOneOrder(inboundContents(alertsOf({ ...any, areas })))
      const withHer = alertsOf({ areas, observations: [...any.observations, ...hers] })
      expect(inOneOrder(inboundContents(withHer))).toEqual(without)
    },
    { share: 0.5 },
  )
})

/** Two that landed nearly a period apart and exceed by themselves, one that comes beside them, one far away, and others. */
const aFullPeriod = fc
  .record({
    landed: fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(21, 22, 23, 24, 25)),
    comes: fc.constantFrom(2, 10, 20, 22),
    people: fc.constantFrom(16, 20, 31),
    others: fc.array(
      fc.record({ hour: fc.constantFrom(-3, -2, -1, 0, 12, 23), northNm: fc.constantFrom(1, 201, 201, 201) }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ landed, comes, people, others }): InboundLog => {
    const observations = [
      ...landed.map((hour) => boat(`landed-${hour}`, `${hour}`, 20, out(-5, 1))),
      [seen('comes', `${comes - 1}`, out(20, 1)), reported('comes', `${comes}`, 'sighting', people, out(10, 1))],
      ...others.map(({ hour, northNm }, index) => boat(`other-${index}`, `${hour}`, 11, out(-5, northNm))),
    ]
    return { areas: [boxArea(COAST)], observations: observations.flat() }
  })

test('a part that exceeds where the whole does not is found, whichever boat of the area begins its window', () => {
  holds(
    fc.record({ world: aFullPeriod, seed: fc.integer() }),
    ({ world: { areas, observations }, seed }) => {
      const stages = createTwoStages(areas, ONE_PARTITION)
      const inAnyOrder = shuffled(observations, seeded(seed))
      inAnyOrder.forEach((observation, index) => {
        stages.append(observation)
        stages.settle(1)
        expectInboundMatchOracle(stages.alerts(), inAnyOrder.slice(0, index + 1), areas)
      })
    },
    { share: 0.3 },
  )
})

test('an area that watches nothing has no inbound groups, and the same mass arrivals', () => {
  holds(
    anInboundLog(),
    ({ areas, observations }) => {
      const blind = areas.map(({ policy, ...area }) => ({
        ...area,
        policy: { ...policy, inbound: { watchDistanceNm: 0 } },
      }))
      const log = alertsOf({ areas: blind, observations })
      expectInboundMatchOracle(log, observations, blind)
      expect(inboundContents(log)).toEqual([])
    },
    { share: 0.5 },
  )
})

test('an inbound group across 180 degrees is that of the same coast anywhere else', () => {
  const moved = (longitude: number, degrees: number) => ((((longitude + degrees + 180) % 360) + 360) % 360) - 180
  const cases = fc.record({ world: anInboundLog(), degrees: fc.constantFrom(-170, -90, 30, 90) })
  holds(
    cases,
    ({ world: { areas, observations }, degrees }) => {
      const box = { ...COAST, west: COAST.west + degrees, east: COAST.east + degrees }
      const elsewhere = {
        areas: areas.map(({ policy }) => boxArea(box, policy)),
        observations: observations.map((one) =>
          'longitude' in one && one.longitude !== undefined
            ? { ...one, longitude: moved(one.longitude, degrees) }
            : one,
        ),
      }
      // Of one time the smaller longitude as written counts, which is another elsewhere: the numbers are compared where none decides.
      const shown = (log: InboundLog) =>
        inOneOrder(inboundContents(alertsOf(log))).map(({ severity, unauthorised, arrived, inbound, eta, craft }) => ({
          severity,
          unauthorised,
          arrived,
          inbound,
          eta,
          craft: craft.map(({ craftId, approach }) => [
            craftId,
            approach?.state,
            approach?.speedKnots,
            approach?.distanceToAreaNm,
          ]),
        }))
      expect(shown(elsewhere)).toEqual(shown({ areas, observations }))
    },
    { share: 0.5 },
  )
})
