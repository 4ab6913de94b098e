import { randomUUID } from 'node:crypto'
import type { AlertView, MassArrivalAlert, Observation } from '@landfall/contracts'
import { partitionFor } from '@landfall/kafka'
import { startRedisCluster } from '@landfall/redis/testing/start-redis-cluster'
import type { RedisPair } from '@landfall/redis/testing/start-redis-pair'
import { startRedisSentinel } from '@landfall/redis/testing/start-redis-sentinel'
import { makeBusySea, scenarios } from '@landfall/simulator'
import { seeded, shuffled, waitFor } from '@landfall/testkit'
import { expect, inject, test } from 'vitest'
import { asExpectedAlert } from '../e2e/as-expected-alert.ts'
import { createBarrier } from '../e2e/create-barrier.ts'
import { feedObservations } from '../e2e/feed-observations.ts'
import { followAlerts } from '../e2e/follow-alerts.ts'
import { startSystem } from '../e2e/start-system.ts'
import { CHAOS_PREFIX, chaosTopics } from './await-expected-alerts.ts'
import { boatsApart, boxSea, generatedObservations } from './box-sea.ts'
import { openChaosSystem } from './open-chaos-system.ts'

/**
 * `LANDFALL_CHAOS_ROUNDS=20` fails over as many times; `LANDFALL_CHAOS_SEED` is printed and repeats the data. With
 * `LANDFALL_CHAOS=long` every scenario is played as well, in as many orders.
 */
const LONG = process.env['LANDFALL_CHAOS'] === 'long'
const ROUNDS = Number(process.env['LANDFALL_CHAOS_ROUNDS'] ?? 1)
const SEED = Number(process.env['LANDFALL_CHAOS_SEED'] ?? Date.now() % 1_000_000)
const INSTANCES = 2
const ROUND_MS_MAX = 240_000

const kinds = {
  sentinel: async (open: AsyncDisposableStack) => {
    const pair = await startRedisSentinel(open)
    return { url: pair.url, pairs: [pair] }
  },
  cluster: startRedisCluster,
} as const

const partitionOf = ({ craftId }: Observation): number => partitionFor(craftId, chaosTopics.observations.partitions)
/** Nothing comes to these while Redis fails over: their owners have no command in flight, and hear of the loss from their next commit. */
const isIdle = (observation: Observation): boolean => partitionOf(observation) % 2 === 1
const BOATS = 56

/**
 * For each idle partition three boats, so that a state of it is kept, and one more commit lost. The next commit must not go over what
 * was kept, or nobody knows of the lost boat when it is seen again.
 */
const boatsOf = (number: number) => {
  const idle = boatsApart(BOATS, `round-${number}`).filter(isIdle)
  return [...Map.groupBy(idle, partitionOf).values()].flatMap(([kept, lost, next]) =>
    kept === undefined || lost === undefined || next === undefined ? [] : [{ kept, lost, next }],
  )
}
const headcount = (boat: Observation): Observation => ({ ...boat, method: 'headcount' }) as Observation
/** Of one person: it counts only where the headcount is not known. */
const sighting = (boat: Observation): Observation =>
  ({ ...boat, observationId: `${boat.observationId}-again`, aboard: { min: 1, likely: 1, max: 1 } }) as Observation

/** What the replicas have, what they never hear of, what comes while they take over, after that, and to other instances. */
const nextRound = (number: number) => {
  const world = generatedObservations(number, SEED)
  const part = (index: number) =>
    world.slice(Math.ceil((index * world.length) / 5), Math.ceil(((index + 1) * world.length) / 5))
  const boats = boatsOf(number)
  return {
    kept: [...part(0), ...boats.map(({ kept }) => headcount(kept))],
    lost: [...part(1), ...boats.map(({ lost }) => headcount(lost))],
    idleKeys: boats.map(({ lost }) => `${CHAOS_PREFIX}:{arrivals:${partitionOf(lost)}}:position`),
    during: part(2).filter((one) => !isIdle(one)),
    after: [...part(2).filter(isIdle), ...part(3), ...boats.map(({ next }) => headcount(next))],
    last: [...part(4), ...boats.map(({ lost }) => sighting(lost))],
  }
}

const behind = async (pairs: readonly RedisPair[]): Promise<readonly string[]> =>
  (await Promise.all(pairs.map((pair) => pair.behind()))).flat()

const WITHOUT_REPLICA = { what: 'commits that a replica lacks' }

test.each(Object.keys(kinds) as (keyof typeof kinds)[])(
  '%s: Redis fails over under load and loses what was committed last; the alerts are those of the observations, none twice',
  { timeout: ROUND_MS_MAX * (ROUNDS + 1) },
  async (kind) => {
    process.stdout.write(`chaos: LANDFALL_CHAOS_SEED=${SEED}\n`)
    await using open = new AsyncDisposableStack()
    const { url, pairs } = await kinds[kind](open)
    const system = await openChaosSystem(open, boxSea(), url)
    await Promise.all(Array.from({ length: INSTANCES }, () => system.join()))
    for (let round = 1; round <= ROUNDS; round += 1) {
      const { kept, lost, idleKeys, during, after, last } = nextRound(round)
      await system.feed(kept)
      await waitFor(
        async () => {
          const found = await Promise.all(idleKeys.map((key) => system.redis.exists(key)))
          return !found.includes(0) && (await behind(pairs)).length === 0
        },
        { what: 'a state of each idle partition, also at its replica' },
      )
      for (const pair of pairs) await pair.cutOff()
      await system.feed(lost)
      await waitFor(async () => {
        const keys = await behind(pairs)
        return idleKeys.every((key) => keys.includes(key))
      }, WITHOUT_REPLICA)
      const feeding = system.feed(during)
      const lostAtMs = performance.now()
      for (const pair of pairs) await pair.failOver()
      const chosenAtMs = performance.now()
      await feeding
      await system.expectAlerts()
      await waitFor(async () => (await Promise.all(system.instances().map((one) => one.isReady()))).every(Boolean))
      const seconds = (fromMs: number) => ((performance.now() - fromMs) / 1_000).toFixed(1)
      process.stdout.write(`chaos: ${kind}: right ${seconds(lostAtMs)} s after the loss, ${seconds(chosenAtMs)} s after the failover\n`) // biome-ignore format: one thought
      await system.feed(after)
      await system.expectAlerts()
      // Who takes over has only what was committed since: it must be whole.
      await Promise.all(system.instances().map((instance) => system.leave(instance, 'SIGTERM')))
      await Promise.all(Array.from({ length: INSTANCES }, () => system.join()))
      await system.feed(last)
      await system.expectAlerts()
      for (const pair of round < ROUNDS ? pairs : []) await pair.restore()
    }
  },
)

const played = scenarios.map((scenario) =>
  scenario.name === 'busy-sea' ? makeBusySea({ craft: 1_000, minutes: 3 }) : scenario,
)
const PARTS = 4
const byFirstArrival = <T extends { readonly firstArrivalAt: string }>(alerts: readonly T[]): readonly T[] =>
  alerts.toSorted((a, b) => (a.firstArrivalAt < b.firstArrivalAt ? -1 : 1))

test.each(LONG ? Array.from({ length: ROUNDS }, (_, index) => SEED + index) : [])(
  'seed %i: all scenarios shuffled, with every third twice, through four failovers that lose writes: the alerts foretold',
  { timeout: 2 * ROUND_MS_MAX },
  async (seed) => {
    const startMs = Date.now()
    await using open = new AsyncDisposableStack()
    const redis = await startRedisSentinel(open)
    const prefix = `t${randomUUID().slice(0, 8)}`
    const system = open.use(await startSystem({ kafkaBrokers: inject('kafkaBrokers'), redisUrl: redis.url, prefix }))
    const followed = open.use(followAlerts(system.alertUrl))
    const post = (observations: Parameters<typeof feedObservations>[1]) =>
      feedObservations(system.ingestUrl, observations)
    const observedAt = new Date(startMs).toISOString()
    const barrier = createBarrier({ post, alerts: followed.alerts, observedAt, exercise: true })
    const random = seeded(seed)
    const once = played.flatMap((scenario) =>
      [...scenario.observations(1, startMs)].map(({ observation }) => observation),
    )
    const all = shuffled([...once, ...once.filter(() => random() < 1 / 3)], random)
    const size = Math.ceil(all.length / PARTS)
    for (let from = 0; from < all.length; from += size) {
      await redis.cutOff()
      await post(all.slice(from, from + size))
      await waitFor(async () => (await redis.behind()).length > 0, WITHOUT_REPLICA)
      await redis.failOver()
      await redis.restore()
    }
    await barrier.pass()
    const isShown = (alert: AlertView): alert is AlertView & MassArrivalAlert =>
      alert.kind === 'mass-arrival' && !barrier.isOwn(alert) && alert.status === 'open'
    const foretold = played.flatMap((scenario) => scenario.expected(startMs).open)
    expect(byFirstArrival(followed.alerts().filter(isShown)).map(asExpectedAlert)).toEqual(byFirstArrival(foretold))
    const last = new Map<string, number>()
    for (const { alertId, version } of followed.shown) {
      expect([alertId, version]).toEqual([alertId, (last.get(alertId) ?? 0) + 1])
      last.set(alertId, version)
    }
    expect(system.faults()).toEqual([])
  },
)
