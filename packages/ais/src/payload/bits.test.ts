import { describe, expect, test } from 'vitest'
import { type Bits, flag, signed, text, unarmour, unsigned } from './bits.ts'
import { PAYLOAD_CHARACTERS_MAX, SIX_BIT } from './six-bit.ts'

const bitsOf = (payload: string, fillBits = 0): Bits => {
  const bits = unarmour(payload, fillBits, new Uint8Array(PAYLOAD_CHARACTERS_MAX))
  if (bits === undefined) throw new Error(`no payload: ${payload}`)
  return bits
}

describe('armour', () => {
  test.each([
    ['0', 0],
    ['9', 9],
    [':', 10],
    ['@', 16],
    ['W', 39],
    ['`', 40],
    ['a', 41],
    ['w', 63],
  ])('%s is %i', (character, value) => {
    expect(SIX_BIT[character.charCodeAt(0)]).toBe(value)
  })

  test('64 characters are valid, no others', () => {
    expect(SIX_BIT.filter((value) => value !== 255)).toEqual(Uint8Array.from({ length: 64 }, (_, value) => value))
  })

  test.each(['X', '_', 'x', '/', ' ', 'é', '\u{1F6A2}'])('%s is no character of it', (character) => {
    expect(unarmour(`1${character}`, 0, new Uint8Array(8))).toBeUndefined()
  })

  test.each([-1, 6, 1.5e9, Number.NaN])('%d is no number of fill bits', (fillBits) => {
    expect(unarmour('11', fillBits, new Uint8Array(8))).toBeUndefined()
  })
})

// `17` is 000001 000111; `ww` all ones; `P0` 100000 000000.
test.each([
  ['17', 0, 6, 1],
  ['17', 6, 6, 7],
  ['17', 5, 2, 2],
  ['17', 3, 9, 0b001000111],
  ['17', 11, 1, 1],
  ['ww', 1, 1, 1],
  ['wwwww', 0, 30, 1_073_741_823],
  ['P0000', 0, 30, 536_870_912],
  ['0wwwww0', 5, 30, 536_870_911],
  ['0wwwww0', 7, 30, 1_073_741_822],
])('%s: the unsigned integer at bit %i, %i wide, is %i', (payload, start, width, value) => {
  expect(unsigned(bitsOf(payload), start, width)).toBe(value)
})

test.each([
  ['wwwww', 0, 2, -1],
  ['wwwww', 0, 27, -1],
  ['wwwww', 2, 28, -1],
  ['P0000', 0, 28, -134_217_728],
  ['P0000', 0, 8, -128],
  ['Owwww', 0, 28, 134_217_727],
  ['Owwww', 0, 8, 127],
  ['17', 6, 6, 7],
])('%s: the signed integer at bit %i, %i wide, is %i', (payload, start, width, value) => {
  expect(signed(bitsOf(payload), start, width)).toBe(value)
})

test('every field of every width agrees with the bits written out', () => {
  const payload = '0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVW`abcdefghijklmnopqrstuvw'
  const written = [...payload].map((one) => (SIX_BIT[one.charCodeAt(0)] ?? 0).toString(2).padStart(6, '0')).join('')
  const bits = bitsOf(payload)
  for (let width = 1; width <= 30; width += 1) {
    for (let start = 0; start + width <= written.length; start += 1) {
      expect(unsigned(bits, start, width)).toBe(Number.parseInt(written.slice(start, start + width), 2))
    }
  }
})

test('a flag is one bit', () => {
  expect([0, 1, 2, 3, 4, 5].map((index) => flag(bitsOf('E'), index))).toEqual([false, true, false, true, false, true])
})

test.each([
  ['ABC', 'what follows the first @ is not text', '1230P', 5, 'ABC'],
  ['', 'nothing', '000', 3, undefined],
  ['spaces', 'only spaces', 'PPP', 3, undefined],
])('text: %s (%s)', (_, __, payload, characters, expected) => {
  expect(text(bitsOf(payload), 0, characters)).toBe(expected)
})

test('text knows all 64 characters, spaces at the end go', () => {
  const all = Array.from({ length: 63 }, (_, index) =>
    String.fromCharCode(index + 1 < 32 ? index + 65 : index + 1),
  ).join('')
  const payload = Array.from({ length: 63 }, (_, index) =>
    String.fromCharCode(index + 1 < 40 ? index + 49 : index + 57),
  ).join('')
  expect(text(bitsOf(payload), 0, 63)).toBe(all)
  expect(text(bitsOf('1PP'), 0, 3)).toBe('A')
})

test.each([
  ['0', 0, 6],
  ['0', 5, 1],
  ['00', 2, 10],
  ['', 0, 0],
])('%s with %i fill bits has %i bits', (payload, fillBits, bitCount) => {
  expect(bitsOf(payload, fillBits).bitCount).toBe(bitCount)
})
