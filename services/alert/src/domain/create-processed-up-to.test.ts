import { expect, test } from 'vitest'
import { createProcessedUpTo, type StageProgress } from './create-processed-up-to.ts'

/** One stage of one partition: `end/committed`. */
const progress = (text: string): StageProgress => {
  const [end = 0, committed = 0] = text.split('/').map(Number)
  return { ends: new Map([[0, end]]), committed: new Map([[0, committed]]) }
}

// One poll every 5 s; expected is the second up to which everything has been processed, after each poll.
test.each<[string, readonly (readonly [string, string])[], readonly (number | null)[]]>([
  ['an empty log is processed', [['0/0', '0/0']], [0]],
  ['windowing keeps up', [['9/9', '2/2'], ['12/12', '2/2']], [0, 5]], // biome-ignore format: a table
  ['a little behind: what was there at the previous poll is committed', [['9/0', '0/0'], ['12/9', '0/0'], ['15/12', '0/0']], [null, 0, 5]], // biome-ignore format: a table
  ['the second stage stands still', [['9/9', '2/2'], ['12/12', '4/2'], ['15/15', '4/2']], [0, 0, 0]], // biome-ignore format: a table
  ['stopped, but nothing has come in since', [['9/9', '2/2'], ['9/9', '2/2']], [0, 5]], // biome-ignore format: a table
  ['stopped, then caught up', [['9/9', '2/2'], ['12/9', '2/2'], ['15/9', '2/2'], ['16/16', '3/3']], [0, 0, 0, 15]], // biome-ignore format: a table
])('%s', (_what, polls, expected) => {
  const processedUpTo = createProcessedUpTo()
  const found = polls.map((stages, index) => {
    processedUpTo.record(index * 5_000, stages.map(progress))
    const ms = processedUpTo.processedUpToMs()
    return ms === null ? null : ms / 1_000
  })
  expect(found).toEqual(expected)
})

test('a stage that never committed holds the time back, however many polls follow', () => {
  const processedUpTo = createProcessedUpTo()
  const never = { ends: new Map([[3, 7]]), committed: new Map<number, number>() }
  processedUpTo.record(0, [progress('1/1')])
  for (let pollMs = 1; pollMs < 3_000; pollMs += 1) processedUpTo.record(pollMs, [never])
  expect(processedUpTo.processedUpToMs()).toBe(0)
  processedUpTo.record(3_000, [{ ends: new Map([[3, 7]]), committed: new Map([[3, 7]]) }])
  expect(processedUpTo.processedUpToMs()).toBe(3_000)
})
