import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Observation, topics } from '@landfall/contracts'
import { connectRedis, openPartitionStore, type RedisHandle } from '@landfall/redis'
import { createLogger } from '@landfall/runtime'
import { openStageState, type StageDefinition } from '@landfall/stage'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import { waitFor } from '@landfall/testkit'
import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import { groupsStage } from '@landfall/windowing/groups-stage'
import { loadAreas, type WatchedAreas } from '@landfall/windowing/load-areas'
import type { Bench, BenchContext, BenchRow } from './bench.ts'
import { approachingFleetOf, fleetArea, fleetOf } from './fleet-of.ts'

const BATCH_ENTRIES = 5_000
const names = topics('bench')
const logger = createLogger({ name: 'bench', level: 'error' })

type Entries = ReadonlyMap<string, string>
type Values = readonly (string | Buffer)[]

/** Folds the values as one partition of a topic; gives the state that is then stored, and the records emitted. */
const fold = <State, Entry, Output, Version>(
  definition: StageDefinition<State, Entry, Output, Version>,
  values: Values,
) => {
  const stored = new Map<string, string>()
  const stage = driveStage(definition, { stored })
  const records = values.map((value, offset) => ({
    offset,
    timestampMs: Date.now(),
    key: null,
    value: String(value),
  }))
  const outputs: Output[] = []
  for (let from = 0; from < records.length; from += BATCH_ENTRIES) {
    const nextOffset = Math.min(records.length, from + BATCH_ENTRIES)
    const entries = records.slice(from, nextOffset)
    outputs.push(...stage.fold({ entries, nextOffset, highWatermark: records.length }))
  }
  outputs.push(...stage.settle(records.length))
  return { entries: stored, emitted: outputs.map(definition.toRecord) }
}

/** Commits the state as a partition of its own and asks Redis what it takes. */
const inRedis = async (redis: RedisHandle, stage: string, entries: Entries): Promise<number> => {
  const store = openPartitionStore(redis, { prefix: 'bench', stage })
  const all = [...entries]
  let expectedOffset: number | null = null
  for (let start = 0; start < all.length; start += BATCH_ENTRIES) {
    const puts = new Map(all.slice(start, start + BATCH_ENTRIES))
    if ((await store.commit(0, { expectedOffset, nextOffset: start, puts, deletes: [] })) === 'refused')
      throw new Error('refused')
    expectedOffset = start
  }
  return Number(await redis.client.memory('USAGE', `bench:{${stage}:0}:entries`, 'SAMPLES', 0))
}

/** Opens twice and measures each, since the first also makes what is made only once; releases each afterwards. */
const onHeap = (entries: Entries, open: (entries: Entries) => unknown): number => {
  growth(entries, open)
  return growth(entries, open)
}

/** Heap in use after opening the state from a copy of its own; what was loaded is released, as in the service. */
const growth = (entries: Entries, open: (entries: Entries) => unknown): number => {
  const held: unknown[] = []
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  held.push(openCopy(entries, open))
  globalThis.gc?.()
  const bytes = process.memoryUsage().heapUsed - before
  return held.length > 0 ? bytes : Number.NaN // Used here, so that it is not collected earlier.
}

/** A function of its own: while one runs, what it has put together is held, and so was the copy. */
const openCopy = (entries: Entries, open: (entries: Entries) => unknown): unknown =>
  open(new Map([...entries].map(([key, value]) => [key, Buffer.from(value).toString()])))

const rowsOf = async (
  stage: 'arrivals' | 'groups' | 'arrivals-approaching' | 'groups-approaching',
  redis: RedisHandle,
  entries: Entries,
  open: (entries: Entries) => unknown,
): Promise<readonly BenchRow[]> => {
  const sizes = [...entries].map(([key, value]) => key.length + value.length)
  const mean = Math.round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length)
  const note = `${entries.size} entries, ${mean} characters each on average, at most ${Math.max(...sizes)}`
  const megabytes = (bytes: number) => bytes / 1_048_576
  const redisBytes = await inRedis(redis, stage, entries)
  const heapBytes = onHeap(entries, open)
  return [
    { measure: `${stage}: Redis`, value: megabytes(redisBytes), unit: 'MiB', note },
    { measure: `${stage}: process heap`, value: megabytes(heapBytes), unit: 'MiB' },
  ]
}

const watchFleet = async (open: AsyncDisposableStack): Promise<WatchedAreas> => {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-bench-'))
  open.defer(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'fleet.geojson')
  await writeFile(path, fleetArea('fleet'))
  return await loadAreas([path])
}

const run = async ({ open, quick, redisUrl, say }: BenchContext): Promise<readonly BenchRow[]> => {
  const watch = await watchFleet(open)
  const redis = open.adopt(await connectRedis({ url: await redisUrl(), logger }), (handle) => handle.close())
  await waitFor(() => redis.state() === 'up')
  const craft = quick ? 1_000 : 10_000
  say(`${craft} craft`)
  const [arrivalsDefinition, groupsDefinition] = [arrivalsStage(watch, names), groupsStage(watch, names)]
  const openArrivals = (entries: Entries) =>
    openStageState(arrivalsDefinition, { partition: 0, partitions: 12, entries, logId: 'log' })
  const openGroups = (entries: Entries) =>
    openStageState(groupsDefinition, { partition: 0, partitions: 12, entries, logId: 'log' })
  const craftIds = Array.from({ length: craft }, (_, n) => `mmsi:${512_000_000 + n}`)
  const measure = async (fleet: readonly Observation[], suffix: '' | '-approaching'): Promise<readonly BenchRow[]> => {
    const arrivals = fold(
      arrivalsDefinition,
      fleet.map((one) => JSON.stringify(one)),
    )
    const refused = arrivals.emitted.filter(({ topic }) => topic === names.rejected.name).length
    if (refused > 0) throw new Error(`${refused} observations were refused`)
    const groups = fold(
      groupsDefinition,
      arrivals.emitted.map(({ value }) => value),
    )
    return [
      ...(await rowsOf(`arrivals${suffix}`, redis, arrivals.entries, openArrivals)),
      ...(await rowsOf(`groups${suffix}`, redis, groups.entries, openGroups)),
    ]
  }
  return [...(await measure(fleetOf(craftIds), '')), ...(await measure(approachingFleetOf(craftIds), '-approaching'))]
}

export const stateMemoryBench: Bench = {
  name: 'state-memory',
  title:
    'What 10,000 craft take in Redis and in the process: each named, two visits of two days, counted twice; approaching: 13 half hours at sea and a count',
  run,
}
