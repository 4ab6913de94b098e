import { LandfallError } from '@landfall/runtime'
import { memoryPartitionStore } from '@landfall/testkit'
import { describe, expect, test } from 'vitest'
import { runStage } from './run-stage.ts'
import type { StageDefinition } from './stage-definition.ts'
import type { StagePorts } from './stage-ports.ts'
import { type Count, countByKey } from './testing/count-by-key.ts'

type State = ReturnType<ReturnType<typeof countByKey>['initial']>
type Counts = StageDefinition<State, Count, Count, Count>
type Ports = StagePorts<State, Count, Count>

/** The counting stage on a store and a topic of its own, and what it does to them. */
const aRun = (definition: Counts, given: (ports: Ports) => Partial<Ports> = () => ({})) => {
  const shared: Parameters<typeof memoryPartitionStore>[0] = new Map()
  const store = memoryPartitionStore(shared)
  const topic: Count[] = []
  const effects: string[] = []
  const seen = { loads: 0, topicReads: 0, setAside: [] as number[] }
  const ports: Ports = {
    ...store,
    load: (partition) => {
      seen.loads += 1
      return store.load(partition)
    },
    logId: async () => 'log',
    partitions: 1,
    endOffset: async () => 0,
    logBeganMs: async () => 0,
    readPublished: () => async (from) => {
      if (from === undefined) seen.topicReads += 1
      return { versions: topic.slice(from?.get(0) ?? 0), positions: new Map([[0, topic.length]]) }
    },
    produce: async (records) => {
      const first = topic.length
      effects.push(`produce ${records.map(({ key }) => key).join('')}`)
      topic.push(...records.map(({ value }) => JSON.parse(String(value)) as Count))
      return records.map((_, index) => ({ topic: 'counts', partition: 0, offset: first + index }))
    },
    setAside: async (_, records) => {
      effects.push(`set aside ${records.map(({ record }) => record.offset).join(' ')}`)
      seen.setAside.push(...records.map(({ record }) => record.offset))
    },
    commit: (partition, commit) => {
      effects.push(`commit to ${commit.nextOffset}`)
      return store.commit(partition, commit)
    },
  }
  const all = { ...ports, ...given(ports) }
  const open = (entriesMax = 20_000) => runStage(definition, 0, all, { entriesMax, clock: () => 0 })
  /** What is stored of the stage's own. */
  const stored = () => [...(shared.get(0)?.entries ?? [])].filter(([key]) => key !== 'stage')
  return { open, shared, topic, effects, seen, stored, nextOffset: () => shared.get(0)?.nextOffset }
}

const batchOf = (keys: readonly string[], from = 0) => ({
  entries: keys.map((key, index) => ({ offset: from + index, timestampMs: 0, key, value: null })),
  nextOffset: from + keys.length,
  highWatermark: from + keys.length,
  heartbeat: async () => {},
})

/** Rebuilt from one record, and live. */
const aLiveRun = async (definition: Counts, given?: (ports: Ports) => Partial<Ports>) => {
  const run = aRun(definition, given)
  const running = await run.open()
  await running.handle(batchOf(['a']))
  run.effects.length = 0
  return { ...run, running }
}

const fail = (): never => {
  throw new TypeError('cannot be folded')
}

const soilAndFail = ({ counts }: State): never => {
  for (const key of ['a', 'b', 'x']) counts.set(key, 99) // As what throws half-way does.
  return fail()
}

const real: Counts = countByKey()

/** Where a record with the key `x` throws. */
const THROWING: Readonly<Record<string, Counts>> = {
  'as it is folded': {
    ...real,
    evolve: (state, record, changes) => (record.key === 'x' ? soilAndFail(state) : real.evolve(state, record, changes)),
    restore: (state, record, changes) =>
      record.key === 'x' ? soilAndFail(state) : real.restore(state, record, changes),
  },
  'at the end of its batch': { ...real, endBatch: (state) => (state.counts.has('x') ? soilAndFail(state) : []) },
  'when its entry is encoded': { ...real, encode: (entry) => (entry.key === 'x' ? fail() : real.encode(entry)) },
  'when its output becomes a record': {
    ...real,
    toRecord: (output) => (output.key === 'x' ? fail() : real.toRecord(output)),
  },
}
const foldThrows = THROWING['as it is folded'] ?? real

const PLACES: readonly (readonly [string, readonly string[]])[] = [
  ['alone', ['x']],
  ['first', ['x', 'a', 'b', 'b']],
  ['in the middle', ['a', 'b', 'x', 'b', 'a']],
  ['last', ['a', 'b', 'x']],
  ['several times', ['x', 'a', 'x', 'x', 'b', 'x', 'a', 'a', 'b', 'x']],
]
const isNotX = (key: string): boolean => key !== 'x'
const offsetsOfX = (keys: readonly string[], from: number): readonly number[] =>
  keys.flatMap((key, index) => (key === 'x' ? [from + index] : []))

describe.each(Object.entries(THROWING))('a record that throws %s', (_, definition) => {
  test.each(PLACES)('%s: is set aside once, and all else is as if it were not in the log', async (_where, keys) => {
    const run = await aLiveRun(definition)
    await run.running.handle(batchOf(keys, 1))
    expect(run.seen.setAside).toEqual(offsetsOfX(keys, 1))
    expect(run.nextOffset()).toBe(1 + keys.length)
    const without = await aLiveRun(real)
    await without.running.handle(batchOf(keys.filter(isNotX), 1))
    expect(run.topic).toEqual(without.topic)
    expect(run.stored()).toEqual(without.stored())
  })
})

test.each(PLACES)('%s, while the state is rebuilt: the same', async (_where, keys) => {
  const run = aRun(foldThrows)
  await (await run.open()).handle(batchOf(keys))
  expect(run.seen.setAside).toEqual(offsetsOfX(keys, 0))
  const without = aRun(real)
  await (await without.open()).handle(batchOf(keys.filter(isNotX)))
  expect(run.topic).toEqual(without.topic)
  expect(run.stored()).toEqual(without.stored())
})

test('nothing of a batch that throws is produced or committed; what comes before it is, in the commit that skips it', async () => {
  const { running, effects } = await aLiveRun(foldThrows)
  await running.handle(batchOf(['a', 'b', 'x', 'b'], 1))
  expect(effects).toEqual(['produce ab', 'set aside 3', 'commit to 4', 'produce b', 'commit to 5'])
})

test('after a crash between dead letter and commit the record is set aside again, and nothing else comes out otherwise', async () => {
  const crash = new LandfallError('LF_STORE_DOWN', 'away', { retryable: true })
  let left = 1
  const { running, open, topic, seen } = await aLiveRun(foldThrows, ({ commit }) => ({
    commit: async (partition, change) => {
      if (change.nextOffset === 4 && left > 0) {
        left -= 1
        throw crash
      }
      return commit(partition, change)
    },
    endOffset: async () => 5,
  }))
  await expect(running.handle(batchOf(['a', 'b', 'x', 'b'], 1))).rejects.toBe(crash)
  const heir = await open(2) // Cuts its batches elsewhere.
  expect(heir.nextOffset).toBe(1)
  await heir.handle(batchOf(['a', 'b', 'x', 'b'], 1))
  expect(seen.setAside).toEqual([3, 3])
  const distinct = new Set(topic.map((count) => JSON.stringify(count)))
  expect([...distinct].map((text) => JSON.parse(text))).toEqual([
    { key: 'a', version: 1, count: 1 },
    { key: 'a', version: 2, count: 2 },
    { key: 'b', version: 1, count: 1 },
    { key: 'b', version: 2, count: 2 },
  ])
})

test('a rebuild that is rolled back goes on from the versions in the topic, which are read once', async () => {
  const { running, open, topic, shared, seen } = await aLiveRun(foldThrows)
  await running.handle(batchOf(['a'], 1))
  shared.clear()
  seen.topicReads = 0
  await (await open()).handle(batchOf(['a', 'a', 'x', 'x', 'x', 'a']))
  expect(topic.at(-1)).toEqual({ key: 'a', version: 3, count: 3 })
  expect(seen.topicReads).toBe(1)
})

test('an output that its topic does not take is a fault of the record that led to it', async () => {
  const tooLarge = new LandfallError('LF_RECORD_TOO_LARGE', 'too large', { retryable: false })
  const { running, seen, topic } = await aLiveRun(real, ({ produce }) => ({
    produce: (records) => (records.some(({ key }) => key === 'x') ? Promise.reject(tooLarge) : produce(records)),
  }))
  await running.handle(batchOf(['a', 'b', 'a', 'x', 'b', 'x'], 1))
  expect(seen.setAside).toEqual([4, 6])
  expect(topic.map(({ key, version }) => key + version)).toEqual(['a1', 'a2', 'b1', 'a3', 'b2'])
})

test('a change that the store does not take at once is committed in parts; an entry that it never takes is set aside', async () => {
  const PART = 30_000_000 // Two are more than a commit may have, one is not.
  const sizes: Readonly<Record<string, number>> = { b: PART, c: PART, d: PART, x: 3 * PART }
  const large: Counts = { ...real, encode: (entry) => real.encode(entry).padEnd(sizes[entry.key] ?? 0) }
  const { running, seen, topic } = await aLiveRun(large)
  await running.handle(batchOf(['b', 'c', 'x', 'd'], 1))
  expect(seen.setAside).toEqual([3])
  expect(topic.map(({ key, version }) => key + version)).toEqual(['a1', 'b1', 'c1', 'd1'])
})

const stop = new LandfallError('LF_FENCED', 'thrown by somebody', { retryable: true })
const throwsStop = (): never => {
  throw stop
}
const STOPS: readonly (readonly [string, Partial<Counts>])[] = [
  ['a LandfallError as it is folded', { evolve: throwsStop }],
  ['a LandfallError at the end of a batch', { endBatch: (state) => (state.counts.has('b') ? throwsStop() : []) }],
]
test.each(STOPS)('%s is no fault of a record: it stops the stage', async (_, given) => {
  const { running, seen } = await aLiveRun({ ...real, ...given })
  await expect(running.handle(batchOf(['b'], 1))).rejects.toBe(stop)
  expect(seen.setAside).toEqual([])
})

test('what throws without a record stops the stage: a reconcile, an end of a batch of nothing', async () => {
  const reconcile = aRun({ ...real, reconcile: fail })
  await expect(reconcile.open().then(({ handle }) => handle(batchOf(['a'])))).rejects.toThrow('cannot be folded')
  const always = aRun({ ...real, endBatch: fail })
  await expect(always.open().then(({ handle }) => handle(batchOf(['a', 'b'])))).rejects.toThrow('cannot be folded')
  expect([...reconcile.seen.setAside, ...always.seen.setAside]).toEqual([])
})

test('a partition that has moved on when it is rolled back is LF_FENCED', async () => {
  const { running, shared, seen } = await aLiveRun(foldThrows)
  const stored = shared.get(0)
  if (stored !== undefined) shared.set(0, { ...stored, nextOffset: 2, revision: {} })
  await expect(running.handle(batchOf(['a', 'x'], 1))).rejects.toMatchObject({ code: 'LF_FENCED', retryable: true })
  expect(seen.setAside).toEqual([])
})

/** Every hundredth of 100,000 records throws. */
const MANY = Array.from({ length: 100_000 }, (_, n) => (n % 100 === 50 ? 'x' : `k${n % 1_000}`))
const apart = (): State => real.initial({ partition: 0, replaces: false })

test.each([
  ['with a state apart: one load for all of them', { ...foldThrows, isolate: apart }, 1],
  ['without: one load for each', foldThrows, 1_000],
])('1,000 records that throw among 100,000, %s', async (_, definition, loads) => {
  const { running, seen, topic } = await aLiveRun(definition)
  seen.loads = 0
  for (let from = 0; from < MANY.length; from += 20_000) {
    await running.handle(batchOf(MANY.slice(from, from + 20_000), 1 + from))
  }
  expect(seen.setAside.length).toBe(1_000)
  expect(seen.loads).toBe(loads)
  expect(topic.length).toBe(1 + 99_000)
})

test('long after the last one that threw, records are no longer tried on a state apart', async () => {
  let tried = 0
  const isolate = (): State => {
    tried += 1
    return apart()
  }
  const { running } = await aLiveRun({ ...foldThrows, isolate })
  await running.handle(batchOf(['x'], 1))
  await running.handle(
    batchOf(
      Array.from({ length: 100_000 }, () => 'a'),
      2,
    ),
  )
  expect(tried).toBeGreaterThan(0)
  tried = 0
  await running.handle(
    batchOf(
      Array.from({ length: 20_000 }, () => 'a'),
      100_002,
    ),
  )
  await running.handle(
    batchOf(
      Array.from({ length: 20_000 }, () => 'a'),
      120_002,
    ),
  )
  expect(tried).toBeLessThanOrEqual(20_000)
})
