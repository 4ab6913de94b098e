import { isoTimeMs } from '@landfall/contracts'
import { plausibleTimeMs } from './parse-epoch-ms.ts'

const PREFIX_CHARACTERS_MAX = 100
// A time, in brackets or not, and then the logger's own short fields, as `1471172400151;A;` and `2016-08-14T11:00:00Z `.
const PREFIX =
  /^[[(]?(\d{4}-\d\d-\d\d[T ][\d:.,]+(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?|\d{10,13}(?:\.\d+)?)[\])]?(?:[\s;,|]+[\w.:/-]{1,32})*[\s;,|]*$/

/**
 * The time that a logger wrote before a sentence: ISO 8601, UTC where no zone is given, or epoch seconds or milliseconds. Undefined
 * for anything else: its time may be in there, and to skip it would date old data as new.
 */
export const parsePrefix = (prefix: string): number | undefined => {
  if (prefix.length > PREFIX_CHARACTERS_MAX) return undefined
  const [, time] = PREFIX.exec(prefix) ?? []
  return time === undefined ? undefined : plausibleTimeMs(isoTimeMs(time))
}
