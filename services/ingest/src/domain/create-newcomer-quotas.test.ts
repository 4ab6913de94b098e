import type { GivenObservation } from '@landfall/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createNewcomerQuotas } from './create-newcomer-quotas.ts'
import { writerAs } from './writer.ts'

const HOUR_MS = 3_600_000
const defaults = { newCraftPerHour: 10, newSourcesPerHour: 5 }
const feeder = writerAs('a')
const newcomers = (given: Partial<Parameters<typeof createNewcomerQuotas>[0]> = {}) =>
  createNewcomerQuotas({ defaults, key: [1, 2], craftMax: 1_000, sourcesMax: 1_000, ...given })

const observation = (craft: number, source = 'radar', type: GivenObservation['type'] = 'position') =>
  ({ type, craftId: `track:${craft}`, source: { id: source, kind: 'radar' } }) as GivenObservation

const quotasOf = (quotas: ReturnType<typeof newcomers>, crafts: readonly number[], nowMs = 0) =>
  crafts.map((craft) => quotas.admit(feeder, observation(craft), nowMs)?.quota ?? 'in')
const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, n) => from + n)

test('an hour of new craft at once, then as many as refill; known craft always', () => {
  const quotas = newcomers()
  expect(quotasOf(quotas, range(0, 12))).toEqual([...Array(10).fill('in'), 'new-craft/h', 'new-craft/h'])
  expect(quotasOf(quotas, range(0, 10))).toEqual(Array(10).fill('in'))
  expect(quotas.admit(feeder, observation(12), 0)).toEqual({
    ...{ field: 'craftId', quota: 'new-craft/h', limit: 10, retryAfterMs: HOUR_MS / 10 },
  })
  expect(quotasOf(quotas, [12, 13], HOUR_MS / 10)).toEqual(['in', 'new-craft/h'])
  expect(quotasOf(quotas, range(20, 31), 3 * HOUR_MS)).toEqual([...Array(10).fill('in'), 'new-craft/h'])
})

test('a craft that another feeder brought is known', () => {
  const quotas = newcomers()
  quotasOf(quotas, range(0, 10))
  quotas.admit(writerAs('b'), observation(77), 0)
  expect(quotasOf(quotas, [77, 78])).toEqual(['in', 'new-craft/h'])
})

test('source ids are a quota of their own', () => {
  const quotas = newcomers()
  const admitted = range(0, 6).map((n) => quotas.admit(feeder, observation(0, `source-${n}`), 0)?.quota ?? 'in')
  expect(admitted).toEqual([...Array(5).fill('in'), 'new-sources/h'])
})

test('a report of persons is never refused, and its craft comes in with it', () => {
  const quotas = newcomers()
  quotasOf(quotas, range(0, 10))
  expect(quotasOf(quotas, [50])).toEqual(['new-craft/h'])
  expect(quotas.admit(feeder, observation(50, 'coast-guard', 'persons'), 0)).toBe(null)
  expect(quotasOf(quotas, [50, 51])).toEqual(['in', 'new-craft/h'])
  for (const craft of range(100, 200)) expect(quotas.admit(feeder, observation(craft, 'p', 'persons'), 0)).toBe(null)
  expect(quotasOf(quotas, [60], HOUR_MS)).toEqual(['new-craft/h']) // It owes an hour at the most,
  expect(quotasOf(quotas, [60], 1.2 * HOUR_MS)).toEqual(['in']) // and then goes on.
})

test('a token may have more', () => {
  const quotas = newcomers()
  const writer = { ...feeder, quotas: { newCraftPerHour: 100 } }
  const admitted = range(0, 101).map((craft) => quotas.admit(writer, observation(craft), 0)?.quota ?? 'in')
  expect(admitted.filter((one) => one === 'in')).toHaveLength(100)
})

test('whatever is sent, memory stays what it is, and feeders are bounded', () => {
  const quotas = newcomers({ feedersMax: 10 })
  const bytes = quotas.bytes()
  for (const n of range(0, 5_000)) quotas.admit(writerAs(`f${n}`), observation(n, `s${n}`), 0)
  expect(quotas.bytes()).toBe(bytes)
})

test('law: a feeder never brings more new craft than an hour and the time that has passed allow; known ones are never refused', () => {
  const steps = fc.array(fc.tuple(fc.nat(HOUR_MS / 4), fc.nat(80)), { maxLength: 200 })
  fc.assert(
    fc.property(steps, (given) => {
      const quotas = newcomers()
      const known = new Set<number>()
      let nowMs = 0
      for (const [afterMs, craft] of given) {
        nowMs += afterMs
        const isIn = quotas.admit(feeder, observation(craft), nowMs) === null
        if (known.has(craft)) expect(isIn).toBe(true)
        if (isIn) known.add(craft)
      }
      // One more for a filter of which 2 % may err, which here never meet.
      expect(known.size).toBeLessThanOrEqual(10 + (nowMs / HOUR_MS) * 10 + 1)
    }),
  )
})
