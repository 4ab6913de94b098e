import type { TrackedCraft } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { AT } from '../testing/an-alert-view.ts'
import { craftKey, createCraftStore } from './create-craft-store.ts'

const craftAt = (craftId: string, longitude: number): TrackedCraft => ({
  craftId,
  longitude,
  latitude: -34.5,
  exercise: false,
  observedAt: AT,
  sourceId: 'radar',
})

test('when full it drops the craft longest without a position, and its trail', () => {
  const store = createCraftStore(2)
  store.update([craftAt('track:a', 170), craftAt('track:b', 171)])
  store.update([craftAt('track:a', 170.5)])
  store.update([craftAt('track:c', 172)])
  expect([...store.all.values()].map(({ craftId }) => craftId)).toEqual(['track:a', 'track:c'])
  expect(store.trailOf(craftKey(craftAt('track:b', 0)))).toEqual([])
  expect(store.trailOf(craftKey(craftAt('track:a', 0)))).toEqual([
    [170, -34.5],
    [170.5, -34.5],
  ])
})

test('craft of open alerts are never dropped', () => {
  const store = createCraftStore(2, (key) => key === 'real/track:a')
  for (const craftId of ['track:a', 'track:b', 'track:c', 'track:d']) store.update([craftAt(craftId, 170)])
  expect([...store.all.values()].map(({ craftId }) => craftId)).toEqual(['track:a', 'track:d'])
})

test('a trail keeps the newest 120 points, oldest first', () => {
  const store = createCraftStore()
  for (let i = 0; i < 130; i++) store.update([craftAt('track:a', i)])
  const trail = store.trailOf('real/track:a')
  expect([trail.length, trail[0]?.[0], trail.at(-1)?.[0]]).toEqual([120, 10, 129])
})
