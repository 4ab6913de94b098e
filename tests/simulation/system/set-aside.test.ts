import type { Observation } from '@landfall/contracts'
import { seeded } from '@landfall/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aGeneratedLog, type GeneratedLog } from '../generators/generated-log.ts'
import { expectAlertsMatchOracle } from '../laws/expect-alerts-match-oracle.ts'
import { simulate } from './simulate.ts'
import { markOf, THROWS, throwingStages } from './throwing-stages.ts'

/** As in simulation.test.ts. */
const COUNT = Number(process.env['LANDFALL_SIMULATIONS'] ?? 200)
const ONLY = process.env['LANDFALL_SIMULATION']
const FIRST = Number(ONLY ?? process.env['LANDFALL_SIMULATION_FROM'] ?? 1)
const SEEDS_AT_ONCE = 50
const MARKED_MAX = 6

/** A second log of the same craft, in which each record throws; those that groups shall not fold are of a craft of their own. */
const markedOf = ({ observations }: GeneratedLog, random: () => number): readonly Observation[] =>
  observations
    .filter(({ type }) => type === 'position' || type === 'persons')
    .slice(0, 1 + Math.floor(random() * MARKED_MAX))
    .map((observation, index): Observation => {
      const throws = THROWS[Math.floor(random() * THROWS.length)] ?? 'arrivals-before'
      const mark = markOf(throws)
      const craftId = throws.startsWith('groups') ? `track:${mark}-${index}` : observation.craftId
      return { ...observation, craftId, observationId: `${mark}-${index}` }
    })

const mixed = (one: readonly Observation[], other: readonly Observation[], random: () => number) => {
  const [left, right] = [[...one], [...other]]
  const all: Observation[] = []
  while (left.length + right.length > 0) {
    const next = (random() * (left.length + right.length) < left.length ? left : right).shift()
    if (next !== undefined) all.push(next)
  }
  return all
}

const runOne = async (seed: number): Promise<void> => {
  const [world] = fc.sample(aGeneratedLog(12), { seed, numRuns: 1 })
  const [other] = fc.sample(aGeneratedLog(12), { seed: seed + 1_000_000, numRuns: 1 })
  if (world === undefined || other === undefined) throw new Error('no world')
  const random = seeded(seed)
  const marked = markedOf(other, random)
  const log = { ...world, observations: mixed(world.observations, marked, random) }
  try {
    const outcome = await simulate(log, seed, ONLY !== undefined, throwingStages(seed % 2 === 0))
    const { areas, alertsAtRest, alerts, rejected, deadLetters, unread, events } = outcome
    if (ONLY !== undefined) process.stdout.write(`${events.join('\n')}\n`)
    expect({ rejected, unread }).toEqual({ rejected: [], unread: [] })
    expectAlertsMatchOracle(alertsAtRest, world.observations, areas)
    expectAlertsMatchOracle(alerts, world.observations, areas)
    expect(deadLetters.filter((letter) => !letter.includes('throws-'))).toEqual([])
    const ofArrivals = marked.filter(({ observationId }) => observationId.includes('arrivals'))
    const expected = ofArrivals.map((observation) => `arrivals ${JSON.stringify(observation)}`)
    expect(deadLetters).toEqual(expect.arrayContaining(expected))
  } catch (error) {
    const again = `LANDFALL_SIMULATION=${seed} npx vitest run --project unit tests/simulation/system/set-aside`
    throw new Error(`seed ${seed} fails; again: ${again}`, { cause: error })
  }
}

const count = ONLY === undefined ? COUNT : 1
const starts = Array.from({ length: Math.ceil(count / SEEDS_AT_ONCE) }, (_, n) => FIRST + n * SEEDS_AT_ONCE)

test.each(starts)(
  'from seed %i: records that throw are set aside, and the alerts are those of the others',
  async (from) => {
    for (let seed = from; seed < Math.min(from + SEEDS_AT_ONCE, FIRST + count); seed += 1) await runOne(seed)
  },
)
