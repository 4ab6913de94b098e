import { LandfallError } from '@landfall/runtime'
import { damageStored, memoryPartitionStore } from '@landfall/testkit'
import { openStagePartition, type StagePorts } from '@landfall/windowing/run-stage'
import { expect, test } from 'vitest'

/** The order of effects, and what is refused, one by one; the simulation meets them by chance. */
const aStage = (given: Partial<StagePorts<string>> = {}, hasReadMore = false) => {
  const effects: string[] = []
  const store = memoryPartitionStore()
  const ports: StagePorts<string> = {
    ...store,
    logId: async () => 'this log',
    endOffset: async () => 0,
    open: async () => ({
      isKept: true,
      hasReadMore,
      stage: {
        fold: ({ entries }) => {
          const values = entries.map(({ value }) => String(value))
          effects.push(`fold ${values.join(' ')}`)
          return { records: values, change: { puts: new Map(values.map((value) => [value, value])), deletes: [] } }
        },
        isDue: () => false,
      },
    }),
    produce: async (records) => {
      await Promise.resolve()
      effects.push(`produced ${records.join(' ')}`)
      return []
    },
    commit: async (partition, commit) => {
      effects.push(`commit ${commit.expectedOffset} to ${commit.nextOffset}`)
      return store.commit(partition, commit)
    },
    ...given,
  }
  return { ports, effects, store }
}

const pace = (entriesMax: number) => ({ entriesMax, clock: () => 0 })

const batch = (fromOffset: number, values: readonly string[], nextOffset = fromOffset + values.length) => ({
  entries: values.map((value, at) => ({ offset: fromOffset + at, timestampMs: 0, key: null, value })),
  nextOffset,
  highWatermark: nextOffset,
  heartbeat: async () => {},
})

test('each part is folded, produced, and only then committed; the last one takes the holes behind it', async () => {
  const { ports, effects } = aStage()
  const running = await openStagePartition(0, ports, pace(2))
  expect(running.nextOffset).toBe('earliest')
  await running.handle(batch(0, ['a', 'b', 'c'], 5))
  expect(effects).toEqual(['fold a b', 'produced a b', 'commit null to 2', 'fold c', 'produced c', 'commit 2 to 5'])
  expect((await openStagePartition(0, ports, pace(2))).nextOffset).toBe(5)
})

test('records that take long to fold are committed a few at a time, so that the group hears of the instance', async () => {
  let nowMs = 0
  const { ports, effects } = aStage({
    open: async () => ({
      isKept: true,
      hasReadMore: false,
      stage: {
        fold: ({ entries }) => {
          nowMs += 100 * entries.length
          return { records: [], change: { puts: new Map(), deletes: [] } }
        },
        isDue: () => false,
      },
    }),
  })
  let heard = 0
  const running = await openStagePartition(0, ports, { entriesMax: 500, clock: () => nowMs })
  const values = Array.from({ length: 22 }, String)
  const heartbeat = async () => {
    heard += 1
  }
  await running.handle({ ...batch(0, values), heartbeat })
  expect(effects).toEqual(['commit null to 16', 'commit 16 to 18', 'commit 18 to 20', 'commit 20 to 22'])
  expect(heard).toBe(4)
})

test('nothing is committed where producing failed', async () => {
  const broken = new Error('the broker is away')
  const { ports, effects } = aStage({ produce: () => Promise.reject(broken) })
  const running = await openStagePartition(0, ports, pace(2))
  await expect(running.handle(batch(0, ['a']))).rejects.toBe(broken)
  expect(effects).toEqual(['fold a'])
})

test('a refused commit is LF_FENCED, and nothing more of the batch is folded', async () => {
  const { ports, effects } = aStage({ commit: async () => 'refused' })
  const running = await openStagePartition(0, ports, pace(1))
  await expect(running.handle(batch(0, ['a', 'b']))).rejects.toMatchObject({ code: 'LF_FENCED', retryable: true })
  expect(effects).toEqual(['fold a', 'produced a'])
})

test('a state that cannot be read is told of, discarded and begun anew', async () => {
  const shared: Parameters<typeof damageStored>[0] = new Map()
  const store = memoryPartitionStore(shared)
  const told: unknown[] = []
  const { ports } = aStage({ ...store, onUnreadable: (partition, error) => told.push([partition, error]) })
  await (await openStagePartition(0, ports, pace(2))).handle(batch(0, ['a']))
  damageStored(shared, 0)
  const toBeOpenedAgain = { code: 'LF_STORE_CORRUPT', retryable: true }
  await expect(openStagePartition(0, ports, pace(2))).rejects.toMatchObject(toBeOpenedAgain)
  expect(told).toMatchObject([[0, { code: 'LF_STORE_CORRUPT' }]])
  expect((await openStagePartition(0, ports, pace(2))).nextOffset).toBe('earliest')
})

test('a state made from another log is LF_OFFSET_GAP, though its offset is there in this one', async () => {
  const { ports } = aStage()
  await (await openStagePartition(0, ports, pace(2))).handle(batch(0, ['a', 'b', 'c']))
  expect((await openStagePartition(0, ports, pace(2))).nextOffset).toBe(3)
  const other = openStagePartition(0, { ...ports, logId: async () => 'a log of the same name' }, pace(2))
  await expect(other).rejects.toMatchObject({ code: 'LF_OFFSET_GAP', retryable: false })
})

test('entries that the stage cannot open are given up like ones that the store cannot read; nothing at all is a fault', async () => {
  const fault = new TypeError('tracks is not iterable')
  const told: unknown[] = []
  const given = { open: () => Promise.reject(fault), onUnreadable: (_: number, error: unknown) => told.push(error) }
  const { ports, store } = aStage(given)
  await store.commit(0, { expectedOffset: null, nextOffset: 1, puts: new Map([['a', '{}']]), deletes: [] })
  const toBeOpenedAgain = { code: 'LF_STORE_CORRUPT', retryable: true }
  await expect(openStagePartition(0, ports, pace(2))).rejects.toMatchObject(toBeOpenedAgain)
  expect(told).toMatchObject([{ code: 'LF_STORE_CORRUPT', cause: fault }])
  await expect(openStagePartition(0, ports, pace(2))).rejects.toBe(fault)
})

test('a state found damaged by a commit is opened again', async () => {
  const corrupt = new LandfallError('LF_STORE_CORRUPT', 'entries are missing', { retryable: false })
  const { ports } = aStage({ commit: () => Promise.reject(corrupt) })
  const running = await openStagePartition(0, ports, pace(2))
  await expect(running.handle(batch(0, ['a']))).rejects.toMatchObject({ code: 'LF_STORE_CORRUPT', retryable: true })
})

test('what was read beside the state counts only while the state has not moved', async () => {
  const { ports, store } = aStage({}, true)
  const moving: StagePorts<string> = {
    ...ports,
    open: async (partition, entries) => {
      const meta = new Map([['meta', 'told by another owner meanwhile']])
      await store.commit(0, { expectedOffset: null, nextOffset: 0, puts: meta, deletes: [] })
      return ports.open(partition, entries)
    },
  }
  await expect(openStagePartition(0, moving, pace(1))).rejects.toMatchObject({ code: 'LF_FENCED', retryable: true })
  expect((await openStagePartition(0, ports, pace(1))).nextOffset).toBe(0)
})

test('what is due when a partition is opened is told knowing where the log ends, which may be further on', async () => {
  const { ports, store } = aStage({ endOffset: async () => 9 })
  await store.commit(0, { expectedOffset: null, nextOffset: 4, puts: new Map(), deletes: [] })
  const told: [number, number][] = []
  const due: StagePorts<string> = {
    ...ports,
    open: async (partition, entries) => {
      const opened = await ports.open(partition, entries)
      const fold: typeof opened.stage.fold = (part) => {
        told.push([part.nextOffset, part.highWatermark])
        return opened.stage.fold(part)
      }
      return { ...opened, stage: { fold, isDue: () => told.length === 0 } }
    },
  }
  await openStagePartition(0, due, pace(2))
  expect(told).toEqual([[4, 9]])
})
