import type { MessageHead, TimeReport } from './ais-message.ts'
import { type Bits, flag, unsigned } from './bits.ts'
import { decodePlace, FINE } from './decode-place.ts'
import type { PayloadRefusal } from './payload-refusal.ts'

/** Types 4 and 11: 168 bits. */
export const decodeTime = (bits: Bits, { repeat, mmsi }: MessageHead): TimeReport | PayloadRefusal => {
  const place = decodePlace(bits, 79, FINE)
  if (typeof place === 'string') return place
  return {
    kind: 'time',
    type: unsigned(bits, 0, 6) as 4 | 11,
    repeat,
    mmsi,
    utcMs: utcMs(bits),
    accurate: flag(bits, 78),
    longitude: place.longitude,
    latitude: place.latitude,
    positionDevice: unsigned(bits, 134, 4),
    raim: flag(bits, 148),
  }
}

const utcMs = (bits: Bits): number | undefined => {
  const year = unsigned(bits, 38, 14)
  const month = unsigned(bits, 52, 4)
  const day = unsigned(bits, 56, 5)
  const hour = unsigned(bits, 61, 5)
  const minute = unsigned(bits, 66, 6)
  const second = unsigned(bits, 72, 6)
  if (year < 1_970 || year > 9_999 || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59)
    return undefined
  const timeMs = Date.UTC(year, month - 1, day, hour, minute, second)
  return new Date(timeMs).getUTCDate() === day ? timeMs : undefined
}
