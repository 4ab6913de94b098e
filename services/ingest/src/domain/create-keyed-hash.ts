/** Two words of 32 bits, drawn by each process for itself. */
export type HashKey = readonly [number, number]

const rotate = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits))

/**
 * HalfSipHash-1-3 over the UTF-16 units of a text, with 64 bits of result. Keyed, so that nobody who does not know the key can
 * choose texts that meet in a filter.
 */
export const createKeyedHash = ([key0, key1]: HashKey) => {
  let [v0, v1, v2, v3] = [0, 0, 0, 0]
  const round = (): void => {
    v0 = (v0 + v1) | 0
    v1 = rotate(v1, 5) ^ v0
    v0 = rotate(v0, 16)
    v2 = (v2 + v3) | 0
    v3 = rotate(v3, 8) ^ v2
    v0 = (v0 + v3) | 0
    v3 = rotate(v3, 7) ^ v0
    v2 = (v2 + v1) | 0
    v1 = rotate(v1, 13) ^ v2
    v2 = rotate(v2, 16)
  }
  const absorb = (word: number): void => {
    v3 ^= word
    round()
    v0 ^= word
  }
  const squeeze = (): number => {
    round()
    round()
    round()
    return (v1 ^ v3) >>> 0
  }
  return (text: string): readonly [number, number] => {
    v0 = key0
    v1 = key1 ^ 0xee
    v2 = 0x6c796765 ^ key0
    v3 = 0x74656462 ^ key1
    const even = text.length & ~1
    for (let index = 0; index < even; index += 2) absorb(text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16))
    absorb((text.length << 24) | (even < text.length ? text.charCodeAt(even) : 0))
    v2 ^= 0xee
    const first = squeeze()
    v1 ^= 0xdd
    return [first, squeeze()]
  }
}
