import { PAYLOAD_CHARACTERS_MAX, SIX_BIT } from './six-bit.ts'

/** A payload without its ASCII armour: six bits in each element, `bitCount` of them valid. */
export type Bits = { readonly sixes: Uint8Array; readonly bitCount: number }

/**
 * Decodes the ASCII armour of `payload` into `sixes` (a reusable buffer of PAYLOAD_CHARACTERS_MAX bytes).
 * Undefined if a character is not in the armour's alphabet, the payload is too long, or the fill bits are not 0..5.
 */
export const unarmour = (payload: string, fillBits: number, sixes: Uint8Array): Bits | undefined => {
  const { length } = payload
  if (length > PAYLOAD_CHARACTERS_MAX || length > sixes.length || !(fillBits >= 0 && fillBits <= 5)) return undefined
  for (let index = 0; index < length; index += 1) {
    const six = SIX_BIT[payload.charCodeAt(index)] ?? 255
    if (six === 255) return undefined
    sixes[index] = six
  }
  return { sixes, bitCount: Math.max(0, length * 6 - fillBits) }
}

/** The unsigned integer in `width` (1..30) bits from bit `start`, most significant first. Bits past the end count as 0. */
export const unsigned = ({ sixes }: Bits, start: number, width: number): number => {
  let index = (start / 6) | 0
  const first = 6 - (start - index * 6)
  let value = (sixes[index] ?? 0) & ((1 << first) - 1)
  let missing = width - first
  while (missing >= 6) {
    index += 1
    value = (value << 6) | (sixes[index] ?? 0)
    missing -= 6
  }
  if (missing > 0) return (value << missing) | ((sixes[index + 1] ?? 0) >> (6 - missing))
  return value >> -missing
}

/** The two's complement integer in `width` (2..30) bits from bit `start`. */
export const signed = (bits: Bits, start: number, width: number): number => {
  const value = unsigned(bits, start, width)
  const half = 1 << (width - 1)
  return value >= half ? value - half - half : value
}

export const flag = (bits: Bits, index: number): boolean => unsigned(bits, index, 1) === 1

/** Six-bit text up to the first `@`, without trailing spaces (padding). Undefined when nothing is left. */
export const text = (bits: Bits, start: number, characters: number): string | undefined => {
  let read = ''
  for (let index = 0; index < characters; index += 1) {
    const six = unsigned(bits, start + index * 6, 6)
    if (six === 0) break
    read += String.fromCharCode(six < 32 ? six + 64 : six)
  }
  const trimmed = read.trimEnd()
  return trimmed === '' ? undefined : trimmed
}
