import { expect, test } from 'vitest'
import { createRecentTracks, RECENT_TRACKS_MAX, RECENT_TRACKS_MS } from './create-recent-tracks.ts'

const of = (craftId: string) => ({ craft: [{ craftId, sameAs: [] }], exercise: false })

const counting = (fails = false) => {
  const asked: number[] = []
  const state = { nowMs: 0 }
  const read = createRecentTracks(
    async ({ upToMs }) => {
      asked.push(upToMs)
      if (fails) throw new Error('Kafka is gone')
      return { points: [], stated: [], isWhole: true }
    },
    () => state.nowMs,
  )
  return { read, asked, state }
}

test('the same question is answered from the last read, for a while, and while that is under way', async () => {
  const { read, asked, state } = counting()
  await Promise.all([read(of('a')), read(of('a'))])
  state.nowMs = RECENT_TRACKS_MS - 1
  await read(of('a'))
  await read(of('b'))
  state.nowMs = RECENT_TRACKS_MS
  await read(of('a'))
  expect(asked).toEqual([0, RECENT_TRACKS_MS - 1, RECENT_TRACKS_MS])
})

test('a read that failed is not kept', async () => {
  const { read, asked } = counting(true)
  await expect(read(of('a'))).rejects.toThrow('Kafka is gone')
  await expect(read(of('a'))).rejects.toThrow('Kafka is gone')
  expect(asked).toHaveLength(2)
})

test('no more than so many are held: the one that was asked for first goes', async () => {
  const { read, asked } = counting()
  for (let index = 0; index <= RECENT_TRACKS_MAX; index += 1) await read(of(String(index)))
  await read(of('1'))
  expect(asked).toHaveLength(RECENT_TRACKS_MAX + 1)
  await read(of('0'))
  expect(asked).toHaveLength(RECENT_TRACKS_MAX + 2)
})
