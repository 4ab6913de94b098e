import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSeenFilter } from './create-seen-filter.ts'

const key = [0x1234_5678, 0x9abc_def0] as const
const names = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, n) => `mmsi:${512_000_000 + from + n}`)

test('at most 2 % of what is new passes for seen, also when both generations are full, and memory does not grow', () => {
  const filter = createSeenFilter({ textsMax: 10_000, key })
  const bytes = filter.bytes()
  for (const name of names(0, 20_000)) filter.add(name)
  const wrong = names(100_000, 200_000).filter((name) => filter.has(name)).length
  expect(wrong / 100_000).toBeLessThan(0.02)
  expect(filter.bytes()).toBe(bytes)
  expect(bytes).toBe(25_000)
})

test('what keeps coming is never forgotten, however much else comes', () => {
  const filter = createSeenFilter({ textsMax: 1_000, key })
  const fleet = names(0, 300)
  for (const name of fleet) filter.add(name)
  for (let flood = 1_000; flood < 101_000; flood += 500) {
    for (const name of names(flood, flood + 500)) filter.add(name)
    expect(fleet.filter((name) => !filter.has(name))).toEqual([])
  }
})

test('law: nothing is forgotten before as many others have come as a generation holds', () => {
  const seen = fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: 1, maxLength: 300 })
  fc.assert(
    fc.property(seen, fc.nat(0xffff_ffff), fc.nat(0xffff_ffff), (texts, first, second) => {
      const filter = createSeenFilter({ textsMax: 100, key: [first, second] })
      for (const [index, text] of texts.entries()) {
        filter.add(text)
        const recent = new Set(texts.slice(Math.max(0, index - 99), index + 1))
        expect([...recent].every((one) => filter.has(one))).toBe(true)
      }
    }),
  )
})

test('which texts meet depends on the key', () => {
  const wrongOf = (hashKey: readonly [number, number]) => {
    const filter = createSeenFilter({ textsMax: 100, key: hashKey })
    for (const name of names(0, 200)) filter.add(name)
    return names(10_000, 20_000).filter((name) => filter.has(name))
  }
  expect(wrongOf([1, 2])).not.toEqual(wrongOf([3, 4]))
})
