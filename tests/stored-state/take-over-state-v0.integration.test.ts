import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { topics } from '@landfall/contracts'
import { ensureTopics, openProducer, partitionFor, readTopic, readTopicId } from '@landfall/kafka'
import { bucketOf } from '@landfall/mass-arrivals'
import { connectRedis, openPartitionStore } from '@landfall/redis'
import { waitFor } from '@landfall/testkit'
import { loadAreas } from '@landfall/windowing/load-areas'
import { aSystem, logger } from '@landfall/windowing/testing/a-system'
import { expect, inject, onTestFinished, test } from 'vitest'
import { foldStoredState } from './fold-stored-state.ts'
import { goldenStage } from './golden-stages.ts'
import { readStateFixture, type StateFixture } from './read-state-fixture.ts'

/** As far as the fixtures reach: 170 E to 180 E, 50 S to 30 S. */
const SEA = {
  type: 'Feature',
  properties: { areaId: 'sea', name: 'The sea' },
  geometry: { type: 'Polygon', coordinates: [[[170, -50], [180, -50], [180, -30], [170, -30], [170, -50]]] }, // biome-ignore format: one ring
}

/** The broker's clock is that of this machine. */
const nextSecond = async (): Promise<void> => {
  const fromMs = Date.now()
  await waitFor(() => bucketOf(Date.now()) > bucketOf(fromMs), { what: 'another second' })
}

/** A system whose topics and Redis are as 0.1.0 left them. */
const systemAsLeft = async ({ stage, entries, log, published, nextOffset }: StateFixture, areaFile: string) => {
  const system = await aSystem(inject('redisUrl'))
  const kafka = { brokers: inject('kafkaBrokers').split(','), clientId: system.prefix, logger }
  const all = topics(system.prefix)
  await ensureTopics({ ...kafka, specs: Object.values(all) })
  const producer = await openProducer({ ...kafka, topics: Object.values(all) })
  onTestFinished(() => producer.close())
  const input = stage === 'arrivals' ? all.observations : all.arrivals
  const partition = stage === 'arrivals' ? 0 : partitionFor('sea', input.partitions)
  for (const { offset, key, value } of log) {
    // 0.1.0 wrote a version for each record; today that takes records of different seconds.
    if (stage === 'groups' && offset >= nextOffset) await nextSecond()
    await producer.send([{ topic: input.name, key, value, partition }])
  }
  for (const { topic, key, value } of published) {
    const name = topic.replace('golden', system.prefix)
    const ofArea = name === all.arrivals.name && { partition: partitionFor('sea', all.arrivals.partitions) }
    await producer.send([{ topic: name, key, value, ...ofArea }])
  }
  const { configHash } = await loadAreas([areaFile])
  const meta = JSON.stringify({ ...JSON.parse(entries['meta'] ?? ''), config: configHash })
  const puts = new Map(Object.entries({ ...entries, meta, log: await readTopicId({ ...kafka, topic: input.name }) }))
  const redis = await connectRedis({ url: inject('redisUrl'), logger })
  onTestFinished(() => redis.close())
  await waitFor(() => redis.state() === 'up')
  const store = () => openPartitionStore(redis, { prefix: system.prefix, stage })
  await store().commit(partition, { expectedOffset: null, nextOffset, puts, deletes: [] })
  const written = async (topic: string): Promise<readonly string[]> => {
    const values: string[] = []
    for await (const { value } of readTopic({ ...kafka, topic })) values.push(String(value))
    return values
  }
  return { system, written, load: () => store().load(partition) }
}

test.each(['groups-live', 'groups-rebuilding', 'groups-reconciling', 'arrivals-live', 'arrivals-rebuilding'])(
  '%s of 0.1.0 is taken over on Kafka and Redis, or rebuilt by other rules: the same records follow, and the offsets go on',
  async (name) => {
    const folder = await mkdtemp(join(tmpdir(), 'landfall-state-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const areaFile = join(folder, 'sea.geojson')
    await writeFile(areaFile, JSON.stringify(SEA))
    const fixture = readStateFixture(name)
    const { system, written, load } = await systemAsLeft(fixture, areaFile)
    const rebuilding = { ...fixture, nextOffset: 0, entries: {} }
    const { arrivals, alerts } = topics(system.prefix)
    const output = fixture.stage === 'arrivals' ? arrivals.name : alerts.name
    const valuesOf = (records: StateFixture['published']) =>
      records.filter(({ topic }) => topic.replace('golden', system.prefix) === output).map(({ value }) => value)
    const isReal = (value: string): boolean => !value.includes('"exercise":true') // Exercises have stages of their own now.
    // By other rules than those of 0.1.0 it is rebuilt from its log.
    const continued =
      fixture.stage === 'arrivals'
        ? (await foldStoredState(goldenStage('arrivals'), rebuilding)).written
        : fixture.continued
    const isNoWatermark = (value: string) => !value.startsWith('{"type":"watermark"') // 0.1.0 wrote none.
    const expected = [...valuesOf(fixture.published), ...valuesOf(continued).filter(isReal)].filter(isNoWatermark)

    const service = await system.run([areaFile])
    onTestFinished(() => service.stop())
    // The marks of the fence stand in the arrivals topic too, so the end may be further on.
    const isAtEnd = async () => ((await load()).nextOffset ?? 0) >= fixture.log.length
    await waitFor(isAtEnd, { timeoutMs: 60_000, what: 'the end' })
    const isLive = async () => (await load()).entries.get('stage')?.includes('"phase":"live"') === true
    await waitFor(isLive, { timeoutMs: 30_000, what: 'a live state' })
    // Redis gives entries in any order, and a rebuilt arrivals stage emits its craft in that order.
    expect((await written(output)).filter(isNoWatermark).toSorted()).toEqual(expected.toSorted())
    const { entries } = await load()
    expect([entries.has('log'), entries.has('told')]).toEqual([false, false])
  },
)
