import { plausibleTimeMs } from './parse-epoch-ms.ts'

/** A `$PGHP,1` line: when a base station received the sentence that follows, and the checksum of that sentence. */
export type TimeLine = {
  readonly timeMs: number
  /** Of the sentence it dates. For a message in parts: the checksums of all parts, XORed. */
  readonly checksum: number
  readonly station: string | undefined
}

// type, year, month, day, hour, minute, second, millisecond, country, region, station, online data, checksum
const FIELDS = 13
const INTEGER = /^\d{1,4}$/
const HEX_PAIR = /^[0-9A-Fa-f]{2}$/

/** Parses the fields of a `$PGHP` sentence (without the address); undefined unless it is the form with a time. */
export const parseTimeLine = (fields: readonly string[]): TimeLine | undefined => {
  const checksum = fields.at(-1)
  if (fields.length !== FIELDS || fields[0] !== '1' || checksum === undefined || !HEX_PAIR.test(checksum))
    return undefined
  const parts = fields.slice(1, 8)
  if (!parts.every((part) => INTEGER.test(part))) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, ms = 0] = parts.map(Number)
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59 || ms > 999) return undefined
  const timeMs = plausibleTimeMs(Date.UTC(year, month - 1, day, hour, minute, second, ms))
  // Date.UTC rolls 31 February over into March; a day that changed does not exist.
  if (timeMs === undefined || new Date(timeMs).getUTCDate() !== day) return undefined
  return { timeMs, checksum: Number.parseInt(checksum, 16), station: fields[10] || undefined }
}
