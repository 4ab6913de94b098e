import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type AreaPlacement,
  areaIdOfArrivalsKey,
  areaPlacementKey,
  type MassArrivalAlert,
  topics,
} from '@landfall/contracts'
import { ensureTopics, openProducer, partitionFor, readTopic } from '@landfall/kafka'
import { waitFor } from '@landfall/testkit'
import { aPersonsReportAt, aPositionAt, aSystem, logger } from '@landfall/windowing/testing/a-system'
import { expect, inject, onTestFinished, test } from 'vitest'
import { runInProcess } from '../../packages/cli/src/testing/run-in-process.ts'
import { deleteTopics } from './delete-topics.ts'

const brokers = inject('kafkaBrokers').split(',')
const WAIT = { timeoutMs: 60_000 }
const PLACES = { west: 3, east: 4 } as const

const areaFile = (areaId: string, west: number): string => {
  const [south, north, east] = [-35, -34, west + 1]
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]] // biome-ignore format: one ring
  const properties = { areaId, name: areaId, weight: 2 }
  return JSON.stringify({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } })
}

/** Two areas, placed elsewhere than their hashes lead. */
const aPlacedSystem = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-areas-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const files = Object.keys(PLACES).map((areaId) => join(folder, `${areaId}.geojson`))
  for (const [index, areaId] of Object.keys(PLACES).entries())
    await writeFile(files[index] ?? '', areaFile(areaId, 172 + index))
  const system = await aSystem(inject('redisUrl'), logger, { RESTORED_ALERTS_WAIT_SECONDS: '10' })
  const { areaPlacements, ...others } = topics(system.prefix)
  await ensureTopics({ brokers, logger, specs: [areaPlacements, ...Object.values(others)] })
  const producer = await openProducer({ brokers, clientId: 'test', logger, topics: [areaPlacements] })
  for (const [areaId, partition] of Object.entries(PLACES)) {
    expect(partitionFor(areaId, others.arrivals.partitions)).not.toBe(partition)
    const placement: AreaPlacement = { type: 'area-placement', areaId, exercise: false, partition, weight: 2 }
    const record = { key: areaPlacementKey(areaId, false), value: JSON.stringify(placement) }
    await producer.send([{ topic: areaPlacements.name, ...record }])
  }
  await producer.close()
  return { ...system, files }
}

/** Where the arrivals of each area are. */
const partitionsInUse = async (prefix: string): Promise<Readonly<Record<string, number>>> => {
  const found: Record<string, number> = {}
  for await (const { key, partition } of readTopic({
    brokers,
    clientId: 'test',
    logger,
    topic: topics(prefix).arrivals.name,
  })) {
    const areaId = areaIdOfArrivalsKey(key)
    if (areaId in PLACES) found[areaId] = partition
  }
  return found
}

const versionsOf = (alerts: readonly MassArrivalAlert[]): readonly string[] =>
  [...new Set(alerts.map((each) => `${each.areaId} ${each.version} ${each.status} ${each.unauthorised.likely}`))].sort()

test('alerts of areas that are anywhere go on over restarts, the loss of Redis and a new placing; areas placement shows where they are', async () => {
  const system = await aPlacedSystem()
  const reportBoth = (time: string, people: number) =>
    system.feed([aPersonsReportAt('track:w', time, people), aPersonsReportAt('track:e', time, people)])
  const expected: string[] = []
  const expectVersion = async (version: number, people: number): Promise<void> => {
    expected.push(...Object.keys(PLACES).map((areaId) => `${areaId} ${version} open ${people}`))
    await waitFor(async () => versionsOf(await system.alerts()).length >= expected.length, WAIT)
    expect(versionsOf(await system.alerts())).toEqual(expected.toSorted())
  }
  const first = await system.run(system.files)
  await system.feed([aPositionAt('track:w', '09:00', 172.5), aPositionAt('track:e', '09:00', 173.5)])
  await reportBoth('09:10', 40)
  await expectVersion(1, 40)
  expect(await partitionsInUse(system.prefix)).toEqual(PLACES)
  expect((await system.readiness()).parts['areas']).toEqual({ ok: true })
  await first.stop()

  const second = await system.run(system.files)
  await reportBoth('09:20', 41)
  await expectVersion(2, 41)
  await second.stop()
  await system.emptyRedis()

  const third = await system.run(system.files)
  await reportBoth('09:30', 42)
  await expectVersion(3, 42)

  const kafka = ['--prefix', system.prefix, '--brokers', brokers.join()]
  const shown = async () => {
    const { stdout } = await runInProcess(['areas', 'placement', ...kafka, '--json'])
    return stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
  }
  expect(await shown()).toMatchObject([
    { areaId: 'west', exercise: false, partition: PLACES.west, weight: 2, share: expect.closeTo(0.5, 1) },
    { areaId: 'east', exercise: false, partition: PLACES.east, weight: 2, share: expect.closeTo(0.5, 1) },
    { areaId: expect.any(String), exercise: true, weight: 2, share: 0 },
    { areaId: expect.any(String), exercise: true, weight: 2, share: 0 },
  ])
  expect((await runInProcess(['areas', 'placement', ...kafka])).stdout).toContain(
    'west                              partition  3',
  )

  // The procedure "Placing all areas again" of docs/operating.md.
  await third.stop()
  const { arrivals, exerciseArrivals, areaPlacements } = topics(system.prefix)
  await deleteTopics(brokers, [arrivals.name, exerciseArrivals.name, areaPlacements.name])
  await system.emptyRedis()
  const fourth = await system.run(system.files)
  onTestFinished(fourth.stop)
  await reportBoth('09:40', 43)
  await expectVersion(4, 43)
  const placed = (await shown()).filter(({ exercise }) => !exercise)
  const hashed = ['east', 'west'].map((areaId) => [areaId, partitionFor(areaId, arrivals.partitions)])
  expect(placed.map(({ areaId, partition }) => [areaId, partition])).toEqual(hashed)
  expect(await partitionsInUse(system.prefix)).toEqual(Object.fromEntries(hashed))
})
