import { parseWireTime } from './wire-time.ts'

const ISO =
  /^(\d{4})-?(\d\d)-?(\d\d)[T _]?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)? ?(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/i
const EPOCH = /^(\d{10})(?:\.(\d{1,9}))?$|^(\d{13})$/

/**
 * Milliseconds since 1970 of an ISO 8601 time, extended or basic (`2022-01-03T00:00:08`, `20220103_000008`), with a space or an
 * offset too, UTC where no zone is given; or of epoch seconds (10 digits) or milliseconds (13). NaN for anything else.
 */
export const isoTimeMs = (text: string): number => {
  const [, seconds, fraction = '', milliseconds] = EPOCH.exec(text) ?? []
  if (milliseconds !== undefined) return Number(milliseconds)
  if (seconds !== undefined) return Number(seconds) * 1_000 + Number(fraction.padEnd(3, '0').slice(0, 3))
  const [, year, month, day, hour, minute, second = '00', part, zone = 'Z'] = ISO.exec(text) ?? []
  if (year === undefined) return Number.NaN
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}${part === undefined ? '' : `.${part}`}Z`
  return parseWireTime(written) - offsetMs(zone)
}

const offsetMs = (zone: string): number => {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? []
  if (sign === undefined) return 0
  if (Number(hours) > 14 || Number(minutes) > 59) return Number.NaN
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}
