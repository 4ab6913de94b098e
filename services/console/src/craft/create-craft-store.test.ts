import type { TrackedCraft } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { AT } from '../testing/an-alert-view.ts'
import { craftKey, createCraftStore } from './create-craft-store.ts'

const at = (craftId: string, longitude: number): TrackedCraft => ({
  ...{ craftId, longitude, latitude: -34.5, exercise: false, observedAt: AT, sourceId: 'radar' },
})

test('of too many craft the one goes that was unheard longest, with its trail', () => {
  const craft = createCraftStore(2)
  craft.take([at('track:a', 170), at('track:b', 171)])
  craft.take([at('track:a', 170.5)])
  craft.take([at('track:c', 172)])
  expect([...craft.all.values()].map(({ craftId }) => craftId)).toEqual(['track:a', 'track:c'])
  expect(craft.trailOf(craftKey(at('track:b', 0)))).toEqual([])
  expect(craft.trailOf(craftKey(at('track:a', 0)))).toEqual([
    [170, -34.5],
    [170.5, -34.5],
  ])
})

test('a trail keeps the newest 120 points, oldest first', () => {
  const craft = createCraftStore()
  for (let i = 0; i < 130; i++) craft.take([at('track:a', i)])
  const trail = craft.trailOf('real/track:a')
  expect([trail.length, trail[0]?.[0], trail.at(-1)?.[0]]).toEqual([120, 10, 129])
})
