import { checksum } from './write-payload.ts'

/** A sentence with `$` and its checksum. */
const nmea = (body: string): string => `$${body}*${checksum(body)}`

/** 34°24.120'S 173°03.060'E. */
const PLACE = '3424.120,S,17303.060,E'
/** The fix, of 2026-11-23; `time` is hhmmss. */
const rmc = (time = '093000', place = PLACE, motion = '8.0,271.5'): string =>
  nmea(`GPRMC,${time},A,${place},${motion},231126,,,A`)
/** A target 12 nm away in 045.0°, with these fields in place of its own: `time` hhmmss or empty. */
const ttm = ({
  number = '07',
  at = '12.00,045.0,T',
  unit = 'N',
  status = 'T',
  time = '093000',
  name = '',
} = {}): string => nmea(`RATTM,${number},${at},10.5,270.0,T,1.20,8.5,${unit},${name},${status},,${time},A`)

/** Sentences of a radar and its own ship, for tests. */
export const radarLines = { nmea, PLACE, rmc, ttm }
