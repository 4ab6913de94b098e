import { memoryPartitionStore } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { runStage } from './run-stage.ts'
import { type Count, countByKey } from './testing/count-by-key.ts'
import { driveStage } from './testing/drive-stage.ts'

type Definition = ReturnType<typeof countByKey>

const older = countByKey()
const withRules2 = countByKey('v1', { format: 1, rules: 2 })
/** Stores in another form, and reads both. */
const withFormat2: Definition = {
  ...countByKey('v1', { format: 2, rules: 1 }),
  encode: (entry) => `2 ${older.encode(entry)}`,
  decode: (entries, opening) =>
    older.decode(new Map([...entries].map(([key, text]) => [key, text.replace(/^2 /, '')])), opening),
}
/** Counts each record twice. */
const countingTwice: Definition = {
  ...withRules2,
  evolve: (...folded) => [...withRules2.evolve(...folded), ...withRules2.evolve(...folded)],
  restore: (...folded) => [...withRules2.restore(...folded), ...withRules2.restore(...folded)],
}

/** All orders in which instances of two versions may hold a partition in turn. */
const turnsOf = (length: number): readonly (readonly ('older' | 'newer')[])[] =>
  length === 0
    ? [[]]
    : turnsOf(length - 1).flatMap(
        (turns) =>
          [
            [...turns, 'older'],
            [...turns, 'newer'],
          ] as const,
      )

const log = Array.from('abacabadabac', (key, offset) => ({ offset, timestampMs: 0, key, value: null }))
const RECORDS_A_TURN = 3

/** One partition that instances hold in turn, each for three records. Returns who was refused. */
const rollOver = (turns: readonly ('older' | 'newer')[], newer: Definition) => {
  const stored = new Map<string, string>()
  const published: Count[] = []
  const refused: number[] = []
  let nextOffset = 0
  for (const [index, turn] of turns.entries()) {
    const before = [...stored]
    let stage: ReturnType<typeof driveStage<ReturnType<Definition['initial']>, Count, Count, Count>>
    try {
      stage = driveStage(turn === 'newer' ? newer : older, { stored, published })
    } catch (error) {
      expect(error).toMatchObject({ code: 'LF_STATE_TOO_NEW' })
      expect([...stored]).toEqual(before)
      refused.push(index)
      continue
    }
    const from = stage.startsOver ? 0 : nextOffset
    nextOffset = Math.min(log.length, nextOffset + RECORDS_A_TURN)
    published.push(...stage.settle(from, nextOffset))
    published.push(...stage.fold({ entries: log.slice(from, nextOffset), nextOffset, highWatermark: nextOffset }))
    published.push(...stage.settle(nextOffset, nextOffset))
  }
  return { stored, published, refused, nextOffset }
}

const countsOf = (nextOffset: number): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const { key } of log.slice(0, nextOffset)) counts[key] = (counts[key] ?? 0) + 1
  return counts
}

/** The newest of each key, after a look at all: one (key, version) has one content. */
const newestOf = (published: readonly Count[]): Readonly<Record<string, number>> => {
  const contents = new Map<string, number>()
  for (const { key, version, count } of published) {
    expect(contents.get(`${key}/${version}`) ?? count).toBe(count)
    contents.set(`${key}/${version}`, count)
  }
  return Object.fromEntries(published.toSorted((a, b) => a.version - b.version).map(({ key, count }) => [key, count]))
}

test.each(turnsOf(4))(
  'another format, %s %s %s %s: forwards nothing is lost; back, the older refuses and leaves all as it is',
  (...turns) => {
    const { published, refused, nextOffset } = rollOver(turns, withFormat2)
    const firstNewer = turns.indexOf('newer')
    const tooLate = turns.flatMap((turn, index) =>
      turn === 'older' && firstNewer >= 0 && index > firstNewer ? [index] : [],
    )
    expect(refused).toEqual(tooLate)
    expect(newestOf(published)).toEqual(countsOf(nextOffset))
  },
)

test.each(turnsOf(4))(
  'other rules, %s %s %s %s: each goes on by its own, and no version is contradicted',
  (...turns) => {
    const { published, refused, nextOffset } = rollOver(turns, countingTwice)
    expect(refused).toEqual([])
    const times = turns.at(-1) === 'newer' ? 2 : 1
    const expected = Object.entries(countsOf(nextOffset)).map(([key, count]) => [key, count * times])
    expect(newestOf(published)).toEqual(Object.fromEntries(expected))
  },
)

const portsOn = (store: ReturnType<typeof memoryPartitionStore>, unreadable: unknown[]) => ({
  ...store,
  logId: async () => 'log',
  partitions: 1,
  endOffset: async () => 0,
  logBeganMs: async () => 0,
  produce: async () => [],
  setAside: async () => {},
  onUnreadable: (_: number, error: unknown) => unreadable.push(error),
})

test.each([
  [
    'a newer format of the stage',
    { format: 2 },
    /the state of counts, partition 0, is of format 2, .* up to 1: run .* empty the state/,
  ],
  ['a newer format of the engine', { engineFormat: 2 }, /\(engine\) is of format 2, .* up to 1/],
  ['a newer format whose other fields are not known', { format: 2, progress: 'gone', published: {} }, /format 2/],
])('%s is neither misread nor discarded', async (_, written, message) => {
  const shared: NonNullable<Parameters<typeof memoryPartitionStore>[0]> = new Map()
  const unreadable: unknown[] = []
  const open = () =>
    runStage(older, 0, portsOn(memoryPartitionStore(shared), unreadable), { entriesMax: 9, clock: () => 0 })
  await (await open()).handle({
    entries: log,
    nextOffset: log.length,
    highWatermark: log.length,
    heartbeat: async () => {},
  })
  const writer = memoryPartitionStore(shared)
  const { nextOffset, entries } = await writer.load(0)
  const stage = JSON.stringify({ ...JSON.parse(entries.get('stage') ?? ''), ...written })
  const puts = new Map([['stage', stage], ['a', 'in a form of its own']]) // biome-ignore format: one thought
  await writer.commit(0, { expectedOffset: nextOffset, nextOffset: log.length, puts, deletes: [] })
  const before = await writer.load(0)
  await expect(open()).rejects.toMatchObject({
    code: 'LF_STATE_TOO_NEW',
    retryable: false,
    message: expect.stringMatching(message),
  })
  expect(unreadable).toEqual([])
  expect(await memoryPartitionStore(shared).load(0)).toEqual(before)
})
