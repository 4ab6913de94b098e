import { type Bits, unsigned } from './bits.ts'
import { nonZero } from './scaled-below.ts'

/** Bow and stern in 9 bits each, port and starboard in 6 each, from bit `start`. */
export const decodeDimensions = (bits: Bits, start: number) => ({
  toBowMetres: nonZero(unsigned(bits, start, 9)),
  toSternMetres: nonZero(unsigned(bits, start + 9, 9)),
  toPortMetres: nonZero(unsigned(bits, start + 18, 6)),
  toStarboardMetres: nonZero(unsigned(bits, start + 24, 6)),
})
