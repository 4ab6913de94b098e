import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anInboundLog } from '../generators/an-inbound-log.ts'
import { aGeneratedLog } from '../generators/generated-log.ts'
import { expectAlertsMatchOracle } from '../laws/expect-alerts-match-oracle.ts'
import { expectInboundMatchOracle } from '../laws/expect-inbound-match-oracle.ts'
import type { OracleArea } from '../oracle/oracle-area.ts'
import { type Observed, type Outcome, simulate } from './simulate.ts'

/** `LANDFALL_SIMULATIONS=20000` runs more; `LANDFALL_SIMULATION=1234` runs one seed. Nightly runs begin elsewhere. */
const COUNT = Number(process.env['LANDFALL_SIMULATIONS'] ?? 300)
const ONLY = process.env['LANDFALL_SIMULATION']
const FIRST = Number(ONLY ?? process.env['LANDFALL_SIMULATION_FROM'] ?? 1)
const SEEDS_AT_ONCE = 50
/** One world of so many has boats that approach. */
const INBOUND_EVERY = 5

/** The seed decides all of it. */
const sampleOf = <World>(worlds: fc.Arbitrary<World>, seed: number): World => {
  const [world] = fc.sample(worlds, { seed, numRuns: 1 })
  if (world === undefined) throw new Error('no world')
  return world
}

const expectArrivals = async (seed: number): Promise<void> => {
  const world = sampleOf(aGeneratedLog(12), seed)
  const { areas, alertsAtRest, alerts } = await worked(world, seed)
  expectAlertsMatchOracle(alertsAtRest, world.observations, areas)
  expectAlertsMatchOracle(alerts, world.observations, areas)
}

const expectInbound = async (seed: number): Promise<void> => {
  const world = sampleOf(anInboundLog(5), seed)
  const { areas, alertsAtRest, alerts } = await worked(world, seed)
  expectInboundMatchOracle(alertsAtRest, world.observations, areas)
  expectInboundMatchOracle(alerts, world.observations, areas)
}

const worked = async <One extends OracleArea>(world: Observed<One>, seed: number): Promise<Outcome<One>> => {
  const outcome = await simulate(world, seed, ONLY !== undefined)
  const { rejected, deadLetters, unread, events } = outcome
  if (ONLY !== undefined) process.stdout.write(`${events.join('\n')}\n`)
  expect({ rejected, deadLetters, unread }).toEqual({ rejected: [], deadLetters: [], unread: [] })
  return outcome
}

const runOne = async (seed: number): Promise<void> => {
  try {
    await (seed % INBOUND_EVERY === 0 ? expectInbound(seed) : expectArrivals(seed))
  } catch (error) {
    const again = `LANDFALL_SIMULATION=${seed} npx vitest run --project unit tests/simulation/system`
    throw new Error(`seed ${seed} fails; again: ${again}`, { cause: error })
  }
}

const count = ONLY === undefined ? COUNT : 1
const starts = Array.from({ length: Math.ceil(count / SEEDS_AT_ONCE) }, (_, n) => FIRST + n * SEEDS_AT_ONCE)

test.each(starts)('from seed %i: whatever fails, the alerts are those of the observations', async (from) => {
  for (let seed = from; seed < Math.min(from + SEEDS_AT_ONCE, FIRST + count); seed += 1) await runOne(seed)
})
