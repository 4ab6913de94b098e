import { setTimeout as sleep } from 'node:timers/promises'
import type { MassArrivalAlert, Observation } from '@landfall/contracts'
import { readTopic } from '@landfall/kafka'
import { createLogger } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chaosTopics, EXPECTED_MS_MAX, readMassArrivals } from './await-expected-alerts.ts'
import { boatsApart, boxSea } from './box-sea.ts'
import { type ChaosSystem, openChaosSystem } from './open-chaos-system.ts'

/** Together one situation, in which each change costs a millisecond and 90 kB of alert: one fetch is seconds of work. */
const BOATS = 100
const ROUNDS = 8
const STALLED_MS = 1_500
const TEST_MS_MAX = 240_000

const open = new AsyncDisposableStack()
let system: ChaosSystem
let kafka: Parameters<typeof readMassArrivals>[0]

beforeAll(async () => {
  system = await openChaosSystem(open, boxSea())
  const logger = createLogger({ name: 'chaos', level: 'silent' })
  kafka = { brokers: [system.parts.kafkaBrokers], clientId: 'chaos', logger }
}, TEST_MS_MAX)
afterAll(() => open.disposeAsync(), TEST_MS_MAX)

/** The whole fleet at one place, counted again: `round` more aboard of each. */
const fleet = (round: number): readonly Observation[] =>
  boatsApart(BOATS, 'fleet').flatMap((boat) =>
    boat.type === 'persons'
      ? [
          {
            ...boat,
            longitude: 179,
            latitude: -40,
            observationId: `${boat.observationId}-${round}`,
            aboard: { min: 1 + round, likely: 1 + round, max: 1 + round },
            observedAt: new Date(Date.parse(boat.observedAt) + 60_000 * round).toISOString(),
          },
        ]
      : [],
  )

/** What the newest versions of the topic count of the fleet. */
const counted = async (): Promise<number> => {
  let likely = 0
  // All of them, which are few: the newest offsets may be transaction markers of whoever has opened the topic since.
  for await (const { value } of readTopic({ ...kafka, topic: chaosTopics.alerts.name }))
    likely = (JSON.parse(String(value)) as MassArrivalAlert).unauthorised.likely
  return likely
}

test('stopped in the middle of its work it ends with 0, and the next instance finishes the work', {
  timeout: TEST_MS_MAX,
}, async () => {
  const first = await system.join()
  await system.feed(fleet(0))
  await waitFor(async () => (await counted()) === BOATS, {
    timeoutMs: EXPECTED_MS_MAX,
    what: 'the alert to count the fleet',
  })
  for (let round = 1; round <= ROUNDS; round += 1) await system.feed(fleet(round))
  await waitFor(async () => (await counted()) > BOATS, { timeoutMs: EXPECTED_MS_MAX, what: 'the work to begin' })
  expect(await system.leave(first, 'SIGTERM')).toBe(0)
  await system.join()
  await waitFor(async () => (await counted()) === (1 + ROUNDS) * BOATS, {
    timeoutMs: EXPECTED_MS_MAX,
    what: 'the alert to count the rest',
  })
})

const areReported = (boats: readonly Observation[]) => async () => {
  const craft = (await readMassArrivals(kafka)).flatMap((alert) => alert.craft.map(({ craftId }) => craftId))
  const named = new Set(craft)
  return boats.every(({ craftId }) => named.has(craftId))
}

/** Closing gives up after 10 s when Kafka does not answer. */
test.each([
  ['redis', [0]],
  ['kafka', [0, 1]],
] as const)(
  'stopped while %s stalls it ends by itself, and the next instance finishes the work',
  { timeout: TEST_MS_MAX },
  async (part, codes) => {
    const [running = await system.join()] = system.instances()
    const boats = boatsApart(24, part)
    system.parts[part].pause()
    const feeding = system.feed(boats)
    await sleep(STALLED_MS)
    expect(codes).toContain(await system.leave(running, 'SIGTERM'))
    system.parts[part].resume()
    await feeding
    await system.join()
    await waitFor(areReported(boats), { timeoutMs: EXPECTED_MS_MAX, what: 'an alert for every boat' })
  },
)

test('started before Kafka and Redis are there it waits for them', { timeout: TEST_MS_MAX }, async () => {
  await Promise.all(system.instances().map((instance) => system.leave(instance, 'SIGTERM')))
  await system.parts.redis.stop()
  await system.parts.kafka.stop()
  const joining = system.join()
  await sleep(STALLED_MS)
  await system.parts.kafka.start()
  await system.parts.redis.start()
  await joining
  const boats = boatsApart(1, 'early')
  await system.feed(boats)
  await waitFor(areReported(boats), { timeoutMs: EXPECTED_MS_MAX, what: 'an alert for a boat' })
})
