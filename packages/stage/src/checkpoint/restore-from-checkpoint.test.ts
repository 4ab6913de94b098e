import type { Bounds } from '@landfall/kafka'
import { memoryPartitionStore, type Shared } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { runStage } from '../run-stage.ts'
import type { StagePorts } from '../stage-ports.ts'
import { ENGINE_KEY } from '../stored-progress.ts'
import { type Count, countByKey } from '../testing/count-by-key.ts'
import { memoryCheckpointLog } from '../testing/memory-checkpoint-log.ts'
import { createCheckpointWriter } from './create-checkpoint-writer.ts'
import { createCheckpoints } from './create-checkpoints.ts'

type Definition = ReturnType<typeof countByKey>
type Ports = StagePorts<ReturnType<Definition['initial']>, Count, Count>

const log = Array.from('abacabadabac', (key, offset) => ({ offset, timestampMs: 0, key, value: null }))
const OUTPUTS = ['id of counts']
const fetchFrom = (from: number, to = log.length) => ({
  entries: log.slice(from, to),
  nextOffset: to,
  highWatermark: to,
  heartbeat: async () => {},
})

/** One partition of the counting stage with everything around it, all of which outlives its owners. */
const aSystem = () => {
  const shared: Shared = new Map()
  const checkpoints = memoryCheckpointLog()
  const published: Count[] = []
  const events: string[] = []
  const own = { isDue: false, bounds: { low: 0, high: log.length } }
  const open = async (given: Partial<Ports> = {}, definition = countByKey()) => {
    const written = Promise.withResolvers<void>()
    const ports: Ports = {
      ...memoryPartitionStore(shared),
      logId: async () => 'this log',
      partitions: 12,
      endOffset: async () => log.length,
      logBeganMs: async () => 0,
      readPublished: () => async (from) => ({
        versions: published.slice(from?.get(0) ?? 0),
        positions: new Map([[0, published.length]]),
      }),
      produce: async (records) => {
        for (const { value } of records) published.push(JSON.parse(String(value)) as Count)
        return records.map(({ topic }, index) => ({
          topic,
          partition: 0,
          offset: published.length - records.length + index,
        }))
      },
      setAside: async () => {},
      checkpoints: createCheckpoints({
        log: checkpoints.log,
        load: () => memoryPartitionStore(shared).load(0),
        outputs: async () => OUTPUTS,
        logBounds: async () => own.bounds,
        begin: () => (own.isDue ? () => {} : undefined),
        onWritten: ({ nextOffset }) => {
          events.push(`written at ${nextOffset}`)
          written.resolve()
        },
        onFailed: () => written.resolve(),
      }),
      onRestored: (_, { nextOffset, endOffset }) => events.push(`restored at ${nextOffset} of ${endOffset}`),
      onUnusable: (_, reason) => events.push(reason),
      ...given,
    }
    const running = await runStage(definition, 0, ports, { entriesMax: 100, clock: () => 0 })
    return { ...running, written: written.promise }
  }
  /** Folds half of the log, and writes a checkpoint there. */
  const upToCheckpoint = async () => {
    const { handle, written } = await open()
    await handle(fetchFrom(0, 2)) // Rebuilt and reconciled: the end of the log as it was.
    own.isDue = true
    await handle(fetchFrom(2, 6))
    await written
    own.isDue = false
  }
  return { shared, checkpoints, published, events, own, open, upToCheckpoint }
}

const newestOf = (published: readonly Count[]) => {
  const contents = new Map<string, number>()
  for (const { key, version, count } of published) {
    expect(contents.get(`${key}/${version}`) ?? count).toBe(count)
    contents.set(`${key}/${version}`, count)
  }
  const inOrder = published.toSorted((one, other) => one.version - other.version)
  return Object.fromEntries(inOrder.map(({ key, count }) => [key, count]))
}
const COUNTS = { a: 6, b: 3, c: 2, d: 1 }

test('a state that is missing goes on from its checkpoint, and reads the log from there alone', async () => {
  const { shared, published, events, open, upToCheckpoint } = aSystem()
  await upToCheckpoint()
  shared.clear()
  const { nextOffset, handle } = await open()
  expect(nextOffset).toBe(6)
  await handle(fetchFrom(6))
  expect(newestOf(published)).toEqual(COUNTS)
  expect(events).toEqual(['written at 6', 'restored at 6 of 12'])
})

test('what was published after the checkpoint comes out again the same, and in no second content', async () => {
  const { shared, published, open, upToCheckpoint } = aSystem()
  await upToCheckpoint()
  await (await open()).handle(fetchFrom(6, 10))
  shared.clear()
  const { nextOffset, handle } = await open()
  expect(nextOffset).toBe(6)
  await handle(fetchFrom(6))
  expect(newestOf(published)).toEqual(COUNTS)
})

test('a state of another configuration revokes what there is: it is not gone on with when the configuration is as it was', async () => {
  const { shared, published, open, upToCheckpoint } = aSystem()
  await upToCheckpoint()
  expect(await open({}, countByKey('v2'))).toMatchObject({ nextOffset: 'earliest' })
  shared.clear()
  const { nextOffset, handle } = await open()
  expect(nextOffset).toBe('earliest')
  await handle(fetchFrom(0))
  expect(newestOf(published)).toEqual(COUNTS)
})

test('lost again while it is written back: discarded, and restored once more', async () => {
  const { shared, published, open, upToCheckpoint } = aSystem()
  await upToCheckpoint()
  shared.clear()
  const ended = new Error('the process ended')
  let commits = 0
  const { commit } = memoryPartitionStore(shared)
  const endsAfterOne: Ports['commit'] = async (partition, change) => {
    if (commits === 1) throw ended
    commits += 1
    return commit(partition, change)
  }
  await expect(open({ commit: endsAfterOne })).rejects.toBe(ended)
  await expect(open()).rejects.toMatchObject({ retryable: true })
  const { nextOffset, handle } = await open()
  expect(nextOffset).toBe(6)
  await handle(fetchFrom(6))
  expect(newestOf(published)).toEqual(COUNTS)
})

const inEntry = (change: object) => (text: string) => JSON.stringify({ ...JSON.parse(text), ...change })
const asIs = (text: string) => text

const unusable: readonly {
  readonly reason: string
  readonly entry?: (text: string) => string
  readonly ports?: Partial<Ports>
  readonly definition?: Definition
  readonly outputs?: readonly string[]
  readonly bounds?: Bounds
}[] = [
  { reason: 'other-configuration', definition: countByKey('v2') },
  { reason: 'other-rules', definition: countByKey('v1', { format: 1, rules: 2 }) },
  { reason: 'other-log', ports: { logId: async () => 'another log' } },
  { reason: 'other-partitions', ports: { partitions: 48 } },
  { reason: 'other-outputs', outputs: ['id of a former topic'] },
  { reason: 'offset-gap', bounds: { low: 7, high: 12 } },
  { reason: 'offset-gap', bounds: { low: 0, high: 5 } },
  { reason: 'newer-format', entry: inEntry({ format: 2 }) },
  { reason: 'newer-format', entry: inEntry({ engineFormat: 2 }) },
  { reason: 'unreadable', entry: () => '{}' },
  { reason: 'unreadable', entry: () => 'oops' },
]

test.each(unusable)('$reason: rebuilt from the log, and revoked for good', async ({ reason, ...given }) => {
  const { entry = asIs, ports, definition, outputs = OUTPUTS, bounds } = given
  const { shared, checkpoints, events, own, open, upToCheckpoint } = aSystem()
  await upToCheckpoint()
  const entries = new Map(shared.get(0)?.entries)
  entries.set(ENGINE_KEY, entry(entries.get(ENGINE_KEY) ?? ''))
  await createCheckpointWriter(checkpoints.log).write(async () => ({ entries, nextOffset: 6, outputs }))
  shared.clear()
  events.splice(0)
  const before = own.bounds
  own.bounds = bounds ?? before
  expect(await open(ports, definition)).toMatchObject({ nextOffset: 'earliest' })
  own.bounds = before
  expect(events).toEqual([reason])
  shared.clear()
  expect(await open()).toMatchObject({ nextOffset: 'earliest' }) // Also when all is as it was.
  expect(events).toEqual([reason])
})
