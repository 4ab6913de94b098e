import { createKeyedHash, type HashKey } from './create-keyed-hash.ts'

/** With these, at most 1 % of unseen texts pass for seen in a full generation, so 2 % in both. */
const BITS_PER_TEXT = 10
const PROBES = 7

export type SeenFilterSpec = {
  /** Texts of one generation; there are two. Memory: 2.5 bytes a text. */
  readonly textsMax: number
  readonly key: HashKey
}

/**
 * Remembers which texts were seen, in two Bloom filters that take turns: when the younger one is full the older one is
 * forgotten. A text that is seen again moves to the younger one, so whatever keeps coming is never forgotten, and the rest not
 * before `textsMax` others have come. Never forgets sooner than that; now and then takes a new text for a seen one.
 */
export const createSeenFilter = ({ textsMax, key }: SeenFilterSpec) => {
  const bits = textsMax * BITS_PER_TEXT
  const hash = createKeyedHash(key)
  let young = new Uint32Array(Math.ceil(bits / 32))
  let old = new Uint32Array(young.length)
  let count = 0

  const isIn = (filter: Uint32Array, first: number, step: number): boolean => {
    for (let probe = 0; probe < PROBES; probe += 1) {
      const bit = ((first + Math.imul(probe, step)) >>> 0) % bits
      if (((filter[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false
    }
    return true
  }
  const put = (first: number, step: number): void => {
    if (count >= textsMax) {
      ;[old, young] = [young, old]
      young.fill(0)
      count = 0
    }
    for (let probe = 0; probe < PROBES; probe += 1) {
      const bit = ((first + Math.imul(probe, step)) >>> 0) % bits
      young[bit >>> 5] = (young[bit >>> 5] ?? 0) | (1 << (bit & 31))
    }
    count += 1
  }
  return {
    /** Whether it was seen; keeps it in mind if so. */
    has: (text: string): boolean => {
      const [first, step] = hash(text)
      if (isIn(young, first, step | 1)) return true
      if (!isIn(old, first, step | 1)) return false
      put(first, step | 1)
      return true
    },
    add: (text: string): void => {
      const [first, step] = hash(text)
      if (!isIn(young, first, step | 1)) put(first, step | 1)
    },
    bytes: (): number => young.byteLength + old.byteLength,
  }
}
