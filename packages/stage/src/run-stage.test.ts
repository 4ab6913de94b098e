import { LandfallError } from '@landfall/runtime'
import { damageStored, memoryPartitionStore } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { runStage } from './run-stage.ts'
import type { StageDefinition } from './stage-definition.ts'
import type { StagePorts } from './stage-ports.ts'

type Echo = StageDefinition<readonly string[], string, string, string>
type EchoPorts = StagePorts<readonly string[], string, string>

/** Emits and stores every value that it reads, also while it is rebuilt, so that each step shows. */
const echo = (effects: string[], given: Partial<Echo> = {}): Echo => {
  const fold: Echo['evolve'] = (_, { value }, changes) => {
    effects.push(`fold ${value}`)
    changes.set(String(value), String(value))
    return [String(value)]
  }
  return {
    name: 'echo',
    stateVersion: { format: 1, rules: 1 },
    configHash: '',
    onConfigChange: 'rebuild',
    initial: () => [],
    decode: (entries) => [...entries.keys()],
    encode: (entry) => entry,
    evolve: fold,
    restore: fold,
    toRecord: (value) => ({ topic: 'echo', key: value, value }),
    ...given,
  }
}

/** The order of effects, and what is refused, one by one; the simulation meets them by chance. */
const aStage = (given: Partial<EchoPorts> = {}, definition: Partial<Echo> = {}) => {
  const effects: string[] = []
  const store = memoryPartitionStore()
  const ports: EchoPorts = {
    ...store,
    logId: async () => 'this log',
    partitions: 12,
    endOffset: async () => 0,
    logBeganMs: async () => 0,
    produce: async (records) => {
      await Promise.resolve()
      effects.push(`produced ${records.map(({ value }) => value).join(' ')}`)
      return []
    },
    setAside: async (_, records) => {
      effects.push(`set aside ${records.map(({ record }) => record.offset).join(' ')}`)
    },
    commit: async (partition, commit) => {
      effects.push(`commit ${commit.expectedOffset} to ${commit.nextOffset}`)
      return store.commit(partition, commit)
    },
    ...given,
  }
  const open = (entriesMax = 2, other: Partial<EchoPorts> = {}, clock = () => 0) =>
    runStage(echo(effects, definition), 0, { ...ports, ...other }, { entriesMax, clock })
  return { ports, effects, store, open }
}

const batch = (fromOffset: number, values: readonly string[], nextOffset = fromOffset + values.length) => ({
  entries: values.map((value, index) => ({ offset: fromOffset + index, timestampMs: 0, key: null, value })),
  nextOffset,
  highWatermark: nextOffset + 100,
  heartbeat: async () => {},
})

test('each part is folded, produced, and only then committed; the last one takes the holes behind it', async () => {
  const { effects, open } = aStage()
  const running = await open()
  expect(running.nextOffset).toBe('earliest')
  await running.handle(batch(0, ['a', 'b', 'c'], 5))
  expect(effects).toEqual([
    'fold a',
    'fold b',
    'produced a b',
    'commit null to 2',
    'fold c',
    'produced c',
    'commit 2 to 5',
  ])
  expect((await open()).nextOffset).toBe(5)
})

test('records that take long to fold are committed a few at a time, with a heartbeat each, and some are left for after other partitions', async () => {
  let nowMs = 0
  const restore: Echo['restore'] = () => {
    nowMs += 100
    return []
  }
  const { effects, open } = aStage({}, { restore })
  let heartbeats = 0
  const running = await open(500, {}, () => nowMs)
  const values = Array.from({ length: 22 }, String)
  const heartbeat = async () => {
    heartbeats += 1
  }
  const doneTo = [0]
  for (let at = 0; at < values.length; doneTo.push(at)) {
    at = await running.handle({ ...batch(at, values.slice(at)), heartbeat })
  }
  expect(doneTo).toEqual([0, 16, 20, 22]) // After 1.6 s, 0.4 s and 0.2 s.
  expect(effects).toEqual(['commit null to 16', 'commit 16 to 18', 'commit 18 to 20', 'commit 20 to 22'])
  expect(heartbeats).toBe(4)
})

test('nothing is committed where producing failed', async () => {
  const broken = new Error('the broker is away')
  const { effects, open } = aStage({ produce: () => Promise.reject(broken) })
  const running = await open()
  await expect(running.handle(batch(0, ['a']))).rejects.toBe(broken)
  expect(effects).toEqual(['fold a'])
})

test('a refused commit is LF_FENCED, and nothing more of the batch is folded', async () => {
  const { effects, open } = aStage({ commit: async () => 'refused' })
  const running = await open(1)
  await expect(running.handle(batch(0, ['a', 'b']))).rejects.toMatchObject({ code: 'LF_FENCED', retryable: true })
  expect(effects).toEqual(['fold a', 'produced a'])
})

test('a state that cannot be read is reported, discarded and rebuilt', async () => {
  const shared: Parameters<typeof damageStored>[0] = new Map()
  const store = memoryPartitionStore(shared)
  const reported: unknown[] = []
  const { open } = aStage({ ...store, onUnreadable: (partition, error) => reported.push([partition, error]) })
  await (await open()).handle(batch(0, ['a']))
  damageStored(shared, 0)
  await expect(open()).rejects.toMatchObject({ code: 'LF_STORE_CORRUPT', retryable: true })
  expect(reported).toMatchObject([[0, { code: 'LF_STORE_CORRUPT' }]])
  expect((await open()).nextOffset).toBe('earliest')
})

test('a state made from another log is LF_OFFSET_GAP, though its offset is there in this one', async () => {
  const { open } = aStage()
  await (await open()).handle(batch(0, ['a', 'b', 'c']))
  expect((await open()).nextOffset).toBe(3)
  const other = open(2, { logId: async () => 'a log of the same name' })
  await expect(other).rejects.toMatchObject({ code: 'LF_OFFSET_GAP', retryable: false })
})

test('a state made of a log of another number of partitions is LF_PARTITIONS_CHANGED, and kept', async () => {
  const { open } = aStage()
  await (await open()).handle(batch(0, ['a', 'b', 'c']))
  const grown = open(2, { partitions: 48 })
  await expect(grown).rejects.toMatchObject({ code: 'LF_PARTITIONS_CHANGED', retryable: false })
  expect((await open()).nextOffset).toBe(3)
})

test('entries that the stage cannot decode are discarded like ones that the store cannot read', async () => {
  const fault = new TypeError('tracks is not iterable')
  const reported: unknown[] = []
  const decode = () => {
    throw fault
  }
  const { open } = aStage({ onUnreadable: (_, error) => reported.push(error) }, { decode })
  await (await open()).handle(batch(0, ['a']))
  await expect(open()).rejects.toMatchObject({ code: 'LF_STORE_CORRUPT', retryable: true })
  expect(reported).toMatchObject([{ code: 'LF_STORE_CORRUPT', cause: fault }])
  expect((await open()).nextOffset).toBe('earliest')
})

test('a stage that cannot begin with nothing is a fault, and nothing is discarded', async () => {
  const fault = new TypeError('no areas')
  const initial = () => {
    throw fault
  }
  await expect(aStage({}, { initial }).open()).rejects.toBe(fault)
})

test('a state found corrupt by a commit is opened again', async () => {
  const corrupt = new LandfallError('LF_STORE_CORRUPT', 'entries are missing', { retryable: false })
  const { open } = aStage({ commit: () => Promise.reject(corrupt) })
  const running = await open()
  await expect(running.handle(batch(0, ['a']))).rejects.toMatchObject({ code: 'LF_STORE_CORRUPT', retryable: true })
})

const versions: Echo['versions'] = { versionOf: (value) => value, idOf: (value) => value, isKnown: () => true }

test('a log without a record is live before the first one comes, though markers have been written to it', async () => {
  const reconciled: number[] = []
  const reconcile: Echo['reconcile'] = (_, { nextOffset }) => {
    reconciled.push(nextOffset)
    return []
  }
  const readPublished = () => async () => ({ versions: [], positions: new Map() })
  const empty = { logBeganMs: async () => null, endOffset: async () => 4, readPublished }
  const { effects, open } = aStage(empty, { versions, reconcile })
  const running = await open()
  expect([running.nextOffset, reconciled, effects]).toEqual([4, [4], ['commit null to 4', 'commit 4 to 4']])
  await running.handle(batch(4, ['a']))
  expect(effects.slice(2)).toEqual(['fold a', 'produced a', 'commit 4 to 5'])
})

test.each([
  ['published before the log began', 5, 6, 6],
  ['published since', 7, 6, null],
  ['nothing published', undefined, 6, null],
])('%s: a rebuild says so where it reconciles', async (_, beganMs, logBeganMs, since) => {
  const seen: unknown[] = []
  const reconcile: Echo['reconcile'] = (_state, { newLogSinceMs }) => {
    seen.push(newLogSinceMs)
    return []
  }
  const readPublished = () => async () => ({ versions: [], positions: new Map(), beganMs })
  const { open } = aStage({ logBeganMs: async () => logBeganMs }, { versions, reconcile })
  const running = await open(2, { readPublished })
  await running.handle({ ...batch(0, ['a']), highWatermark: 1 })
  expect(seen).toEqual([since])
})

test('what was read of the topic counts only while the state has not moved', async () => {
  const { store, open } = aStage({}, { versions })
  const readPublished = () => async () => {
    const puts = new Map([['stage', 'written by another owner']])
    await store.commit(0, { expectedOffset: null, nextOffset: 0, puts, deletes: [] })
    return { versions: [], positions: new Map() }
  }
  await expect(open(1, { readPublished })).rejects.toMatchObject({ code: 'LF_FENCED', retryable: true })
})

test('steps that wait for no record know where the log ends, which may be further on', async () => {
  const seen: [string, number][] = []
  const reconcile: Echo['reconcile'] = (_, { nextOffset }) => {
    seen.push(['reconcile', nextOffset])
    return []
  }
  const { open, effects } = aStage({}, { reconcile })
  await (await open()).handle(batch(0, ['a']))
  await open(2, { endOffset: async () => 9 })
  expect(seen).toEqual([]) // Eight records are still to be read.
  await open(2, { endOffset: async () => 1 })
  expect(seen).toEqual([['reconcile', 1]])
  expect(effects.slice(3)).toEqual(['commit 1 to 1', 'commit 1 to 1', 'commit 1 to 1'])
})
