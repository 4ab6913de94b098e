import { setTimeout as sleep } from 'node:timers/promises'
import { shuffled, waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boatsApart, boxSea, generatedObservations } from './box-sea.ts'
import { type ChaosSystem, openChaosSystem } from './open-chaos-system.ts'
import { backUpRedis, emptyRedis } from './start-restartable-services.ts'

/** `LANDFALL_CHAOS_ROUNDS=20` goes on for longer, in other orders; `LANDFALL_CHAOS_SEED` is printed and repeats the data. */
const ROUNDS = Number(process.env['LANDFALL_CHAOS_ROUNDS'] ?? 1)
const SEED = Number(process.env['LANDFALL_CHAOS_SEED'] ?? Date.now() % 1_000_000)
const INSTANCES = 3
/** Longer than the consumer group waits for a member (10 s), so that a stopped one has lost its partitions. */
const STALL_MS = 14_000
const BOATS = 48
/** Longer than it takes to fold what was fetched, to emit it and to commit. */
const IN_HAND_MS = 2_000
const SCENARIO_MS_MAX = 240_000

const open = new AsyncDisposableStack()
let system: ChaosSystem
let worlds = 0

/** The next observations of one part of the sea, in two halves: something goes wrong between them. */
const nextWorld = () => {
  worlds += 1
  const world = generatedObservations(worlds, SEED)
  const half = Math.ceil(world.length / 2)
  return [world.slice(0, half), world.slice(half)] as const
}

beforeAll(async () => {
  process.stdout.write(`chaos: LANDFALL_CHAOS_SEED=${SEED}\n`)
  system = await openChaosSystem(open, boxSea())
  await Promise.all(Array.from({ length: INSTANCES }, () => system.join()))
  await system.feed(nextWorld().flat())
  await system.expectAlerts()
}, SCENARIO_MS_MAX)
afterAll(() => open.disposeAsync(), SCENARIO_MS_MAX)

const killed = async (): Promise<void> => {
  const [before, after] = nextWorld()
  const feeding = system.feed(before)
  await system.leave(await system.ownerOfArea(), 'SIGKILL')
  await feeding
  await system.feed(after)
  await system.expectAlerts()
  await system.join()
}

/** The instance that owns the area is paused with work in hand, and resumes while more comes. */
const whileOneStalls = async (during: () => Promise<void>): Promise<void> => {
  const [before, after] = nextWorld()
  const zombie = await system.ownerOfArea()
  const feeding = system.feed(before)
  zombie.signal('SIGSTOP')
  await feeding
  await during()
  const more = system.feed(after)
  zombie.signal('SIGCONT')
  await more
  await system.expectAlerts()
}

const stalled = (): Promise<void> =>
  whileOneStalls(async () => {
    const stalledFromMs = performance.now()
    await system.expectAlerts() // So the others have taken its partitions over.
    await sleep(Math.max(0, STALL_MS - (performance.now() - stalledFromMs)))
  })

const rebalanced = async (): Promise<void> => {
  const [before, after] = nextWorld()
  const feeding = system.feed(before)
  const joining = await system.join()
  await feeding
  const [code] = await Promise.all([system.leave(joining, 'SIGTERM'), system.feed(after)])
  expect(code).toBe(0)
  await system.expectAlerts()
}

const brokerKilled = async (): Promise<void> => {
  const [before, after] = nextWorld()
  const feeding = system.feed(before)
  await system.parts.kafka.kill()
  const more = system.feed(after)
  await system.parts.kafka.start()
  await Promise.all([feeding, more])
  await system.expectAlerts()
}

/** Requests that the broker has not acknowledged are lost, and so are the processes that sent them. */
const lostInHand = async (): Promise<void> => {
  const boats = boatsApart(BOATS, `w${worlds}`)
  worlds += 1
  const feeding = (async () => {
    for (const [index, boat] of boats.entries()) {
      if (index === BOATS / 2) system.parts.kafka.pause()
      await system.feed([boat])
    }
  })()
  await sleep(IN_HAND_MS)
  await Promise.all(system.instances().map((instance) => system.leave(instance, 'SIGKILL')))
  await system.parts.kafka.kill()
  await system.parts.kafka.start()
  await Promise.all([feeding, ...Array.from({ length: INSTANCES }, () => system.join())])
  await system.expectAlerts()
}

const redisKilled = async (): Promise<void> => {
  const [before, after] = nextWorld()
  const feeding = system.feed(before)
  await system.parts.redis.kill()
  await feeding
  await system.parts.redis.start()
  await system.feed(after)
  await system.expectAlerts()
}

const whileRedisIsStopped = async (change: () => Promise<void>): Promise<void> => {
  await system.parts.redis.stop()
  await change()
  await system.parts.redis.start()
}

const redisRestored = async (): Promise<void> => {
  const [before, after] = nextWorld()
  const restore = await backUpRedis(system.parts)
  await system.feed(before)
  await system.expectAlerts()
  await whileRedisIsStopped(restore)
  await system.feed(after)
  await system.expectAlerts()
}

const redisEmptied = async (): Promise<void> => {
  const [before, after] = nextWorld()
  await system.feed(before)
  await system.expectAlerts()
  await whileRedisIsStopped(() => emptyRedis(system.parts))
  await system.feed(after)
  await system.expectAlerts()
}

const redisEmptiedUnderAStall = (): Promise<void> =>
  whileOneStalls(async () => {
    await whileRedisIsStopped(() => emptyRedis(system.parts))
    await system.expectAlerts() // So another has taken its area over, and rebuilt the state.
  })

const redisDamaged = async (): Promise<void> => {
  const [before, after] = nextWorld()
  await system.feed(before)
  await system.expectAlerts()
  const states = await system.redis.keys('*:entries')
  // While its owner holds it: the next commit notices.
  for (const state of states) await system.redis.hdel(state, 'meta')
  await system.feed(after)
  const isRebuilt = async () => {
    const metas = await Promise.all(states.map((state) => system.redis.hexists(state, 'meta')))
    return metas.includes(1)
  }
  await waitFor(isRebuilt, { timeoutMs: SCENARIO_MS_MAX, what: 'a state to be rebuilt' })
  await system.expectAlerts()
  await Promise.all(system.instances().map((instance) => system.leave(instance, 'SIGKILL')))
  for (const state of states) await system.redis.hset(state, 'meta', '{}')
  await Promise.all(Array.from({ length: INSTANCES }, () => system.join()))
  await system.feed(nextWorld().flat())
  await system.expectAlerts()
}

const scenarios: readonly (readonly [string, () => Promise<void>])[] = [
  ['an instance is killed', killed],
  ['an instance stalls until it has lost its partitions, and wakes up', stalled],
  ['instances come and go', rebalanced],
  ['the broker is killed and comes back', brokerKilled],
  ['the broker stalls and is killed together with the instances that wrote to it', lostInHand],
  ['Redis is killed and comes back', redisKilled],
  ['Redis is restored from an older append-only file', redisRestored],
  ['Redis is emptied', redisEmptied],
  ['Redis is emptied while an instance stalls, which wakes up', redisEmptiedUnderAStall],
  ['what Redis has is damaged', redisDamaged],
]

const rounds = Array.from({ length: ROUNDS }, (_, round) => round)
const inSomeOrder = (round: number) => (round === 0 ? scenarios : shuffled(scenarios, Math.random))

test.each(rounds.flatMap((round) => inSomeOrder(round).map(([name, run]) => [round + 1, name, run] as const)))(
  'round %i: %s',
  { timeout: SCENARIO_MS_MAX },
  async (_round, _name, run) => {
    await run()
    expect(system.instances().length).toBe(INSTANCES)
  },
)
