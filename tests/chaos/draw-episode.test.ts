import { seeded } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { drawEpisode, isBroker } from './draw-episode.ts'

const EPISODES = 2_000
const LASTS_MS_MAX = 60_000

const drawn = (seed: number) => {
  const random = seeded(seed)
  return Array.from({ length: EPISODES }, (_, number) => drawEpisode(number, random, LASTS_MS_MAX))
}

test('a seed draws the same faults again, another one others', () => {
  expect(drawn(1)).toEqual(drawn(1))
  expect(drawn(1)).not.toEqual(drawn(2))
})

test('two brokers are away at once only where an episode is about that, and nothing is hurt twice at once', () => {
  for (const { title, faults } of drawn(3)) {
    const victims = faults.map(({ victim }) => victim)
    expect(new Set(victims).size).toBe(victims.length)
    const brokers = victims.filter(isBroker).length
    if (!/^(most|all) brokers/.test(title)) expect(brokers).toBeLessThanOrEqual(1)
  }
})

test('the first loses what is in hand everywhere; the others are of every kind, and none is too long', () => {
  const [first, ...others] = drawn(4)
  expect(first?.title).toBe('all brokers paused, then all services killed')
  const kinds = [
    'broker killed',
    'broker stopped',
    'broker paused',
    'ingest killed',
    'windowing paused',
    'alert stopped',
  ]
  const titles = new Set(others.map(({ title }) => title))
  expect([...kinds, 'Redis emptied', 'several at once', 'most brokers'].filter((kind) => !titles.has(kind))).toEqual([])
  for (const { faults, restMs } of others)
    expect(Math.max(restMs, ...faults.map(({ lastsMs }) => lastsMs))).toBeLessThanOrEqual(LASTS_MS_MAX)
})
