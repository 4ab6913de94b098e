import { expect, test } from 'vitest'
import { createProcessedUpTo, type StageProgress } from './create-processed-up-to.ts'

/** One stage of one partition: `end/committed`. */
const look = (text: string): StageProgress => {
  const [end = 0, committed = 0] = text.split('/').map(Number)
  return { ends: new Map([[0, end]]), committed: new Map([[0, committed]]) }
}

// A look every 5 s; what is expected is the second that everything has been counted up to after each.
test.each<[string, readonly (readonly [string, string])[], readonly (number | null)[]]>([
  ['an empty log is counted', [['0/0', '0/0']], [0]],
  ['at work', [['9/9', '2/2'], ['12/12', '2/2']], [0, 5]], // biome-ignore format: a table
  ['a little behind: what was there at the last look is committed', [['9/0', '0/0'], ['12/9', '0/0'], ['15/12', '0/0']], [null, 0, 5]], // biome-ignore format: a table
  ['the second stage stands still', [['9/9', '2/2'], ['12/12', '4/2'], ['15/15', '4/2']], [0, 0, 0]], // biome-ignore format: a table
  ['dead, but nothing came in since', [['9/9', '2/2'], ['9/9', '2/2']], [0, 5]], // biome-ignore format: a table
  ['back again', [['9/9', '2/2'], ['12/9', '2/2'], ['15/9', '2/2'], ['16/16', '3/3']], [0, 0, 0, 15]], // biome-ignore format: a table
])('%s', (_what, looks, expected) => {
  const counted = createProcessedUpTo()
  const found = looks.map((stages, at) => {
    counted.note(at * 5_000, stages.map(look))
    const ms = counted.processedUpToMs()
    return ms === null ? null : ms / 1_000
  })
  expect(found).toEqual(expected)
})

test('a stage that never committed has counted nothing; after thousands of looks the oldest is still known', () => {
  const counted = createProcessedUpTo()
  const never = { ends: new Map([[3, 7]]), committed: new Map<number, number>() }
  counted.note(0, [look('1/1')])
  for (let at = 1; at < 3_000; at += 1) counted.note(at, [never])
  expect(counted.processedUpToMs()).toBe(0)
  counted.note(3_000, [{ ends: new Map([[3, 7]]), committed: new Map([[3, 7]]) }])
  expect(counted.processedUpToMs()).toBe(3_000)
})
