import { topics } from '@landfall/contracts'
import { partitionFor } from '@landfall/kafka'
import { connectRedis } from '@landfall/redis'
import { createLogger } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { expect, inject, onTestFinished, test } from 'vitest'
import { aPersonsReportAt, aPositionAt, aSystem, logger } from '../testing/a-system.ts'

type Line = {
  readonly event: string
  readonly stage: string
  readonly partition: number
  readonly nextOffset: number
  readonly behind: { readonly records: number }
}

const CRAFT = Array.from({ length: 40 }, (_, n) => `track:boat-${n}`)
const PEOPLE = 10
/** All partitions of observations that the craft are in. */
const ARRIVALS_PARTITIONS = [
  ...new Set(CRAFT.map((craftId) => partitionFor(craftId, topics('').observations.partitions))),
]

const aWatchedSystem = async () => {
  const redis = await connectRedis({ url: inject('redisUrl'), logger })
  onTestFinished(() => redis.close())
  await waitFor(() => redis.state() === 'up')
  const lines: Line[] = []
  const write = (line: string) => lines.push(JSON.parse(line) as Line)
  const system = await aSystem(inject('redisUrl'), createLogger({ name: 'test', level: 'warn', write }), {
    STATE_CHECKPOINT_SECONDS: '1',
  })
  return {
    ...system,
    /** What was logged since, of an event. */
    logged: (event: string) => lines.filter((line) => line.event === event),
    forgetLog: () => lines.splice(0),
    /** As if Redis had been emptied. */
    loseStates: async (): Promise<void> => {
      const keys = await redis.client.keys(`${system.prefix}:*`)
      await redis.client.unlink(...keys)
    },
    /** The samples of a metric, by `label="value",…`. */
    samples: async (name: string): Promise<ReadonlyMap<string, number>> => {
      const found = (await system.metrics()).matchAll(new RegExp(`^landfall_${name}\\{(.*)\\} (.*)$`, 'gm'))
      return new Map([...found].map(([, labels = '', value]) => [labels, Number(value)]))
    },
  }
}

test('Redis is emptied under load, and again at rest: the log is read from the checkpoints alone, and no version has two contents', async () => {
  const system = await aWatchedSystem()
  let minute = 0
  /** Each craft reports its people once more. */
  const feedAll = async () => {
    minute += 1
    const time = `${String(10 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
    await system.feed(CRAFT.map((craftId) => aPersonsReportAt(craftId, time, PEOPLE + minute)))
  }
  const isCheckpointed = async (): Promise<boolean> => {
    await feedAll()
    const written = [...(await system.samples('windowing_checkpoint_bytes')).keys()]
    const ofArrivals = ARRIVALS_PARTITIONS.every((each) => written.includes(`stage="arrivals",partition="${each}"`))
    return ofArrivals && written.some((labels) => labels.startsWith('stage="groups"'))
  }
  const newestLikely = async () => (await system.alerts()).at(-1)?.unauthorised.likely
  const expectAllCounted = () => expect.poll(newestLikely, { timeout: 60_000 }).toBe(CRAFT.length * (PEOPLE + minute))

  const first = await system.run()
  await system.feed(CRAFT.map((craftId, n) => aPositionAt(craftId, '09:00', 173 + n / 1_000)))
  await waitFor(isCheckpointed, { timeoutMs: 60_000, what: 'checkpoints of all partitions' })

  await system.loseStates()
  const isRestored = async (): Promise<boolean> => {
    await feedAll()
    return system.logged('state.restored').some(({ stage }) => stage === 'groups')
  }
  await waitFor(isRestored, { timeoutMs: 60_000, what: 'the groups stage to be restored under load' })
  await feedAll()
  await expectAllCounted()
  await waitFor(async () => (await system.readiness()).ready, { what: 'readiness' })
  await first.stop()

  await system.loseStates()
  system.forgetLog()
  const second = await system.run()
  await waitFor(async () => (await system.readiness()).ready, { timeoutMs: 60_000, what: 'readiness once more' })
  const restored = system.logged('state.restored').filter(({ stage }) => stage === 'arrivals')
  expect(restored.map(({ partition }) => partition).toSorted()).toEqual(ARRIVALS_PARTITIONS.toSorted())
  expect(restored.every(({ nextOffset }) => nextOffset > 0)).toBe(true)
  const behind = restored.reduce((sum, each) => sum + each.behind.records, 0)
  expect((await system.samples('windowing_records_total')).get('stage="arrivals"') ?? 0).toBe(behind)
  await feedAll()
  await expectAllCounted()
  await second.stop()
  expect(system.logged('checkpoint.unusable')).toEqual([])
  const contents = new Map<string, string>()
  for (const alert of await system.alerts()) {
    const id = `${alert.alertId}/${alert.version}`
    expect(JSON.stringify(alert), id).toBe(contents.get(id) ?? JSON.stringify(alert))
    contents.set(id, JSON.stringify(alert))
  }
}, 240_000)
