import type { AidToNavigation, MessageHead } from './ais-message.ts'
import { type Bits, flag, text, unsigned } from './bits.ts'
import { decodeUtcSecond } from './decode-motion.ts'
import { decodePlace, FINE } from './decode-place.ts'
import type { PayloadRefusal } from './payload-refusal.ts'

const BITS_MIN = 272
const NAME_CHARACTERS = 20
const NAME_CHARACTERS_MORE_MAX = 14

/** Type 21: 272 bits, and up to 88 more with the rest of a name of more than 20 characters. */
export const decodeAid = (bits: Bits, { repeat, mmsi }: MessageHead): AidToNavigation | PayloadRefusal => {
  const place = decodePlace(bits, 164, FINE)
  if (typeof place === 'string') return place
  return {
    kind: 'aid',
    type: 21,
    repeat,
    mmsi,
    aidType: unsigned(bits, 38, 5),
    name: aidName(bits),
    accurate: flag(bits, 163),
    ...place,
    utcSecond: decodeUtcSecond(bits, 253),
    offPosition: flag(bits, 259),
    virtual: flag(bits, 269),
  }
}

const aidName = (bits: Bits): string | undefined => {
  const name = text(bits, 43, NAME_CHARACTERS)
  const more = Math.min(NAME_CHARACTERS_MORE_MAX, Math.floor((bits.bitCount - BITS_MIN) / 6))
  // Only a name that fills its field continues in the extension.
  if (name?.length !== NAME_CHARACTERS || more <= 0) return name
  return name + (text(bits, BITS_MIN, more) ?? '')
}
