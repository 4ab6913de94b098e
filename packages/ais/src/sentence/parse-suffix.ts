import { parseEpochMs } from './parse-epoch-ms.ts'

export type Suffix = { readonly timeMs: number | undefined; readonly station: string | undefined }

const NO_SUFFIX: Suffix = { timeMs: undefined, station: undefined }
// The US Coast Guard's log format: r or b a station, s d T S x signal strength, time of arrival, slot.
const STATION = /^[rb][\x21-\x7e]*$/
const MEASURE = /^[sdTSxi][\x21-\x7e]*$/
const NUMBER = /^[\d.]+$/

/** Parses what some feeds append after the checksum: `,1327664821`, `,r003669945,1165795916` and the like. */
export const parseSuffix = (text: string): Suffix | 'suffix-invalid' | 'suffix-time-invalid' => {
  if (text === '') return NO_SUFFIX
  if (!text.startsWith(',')) return 'suffix-invalid'
  let timeMs: number | undefined
  let station: string | undefined
  for (const field of text.slice(1).split(',')) {
    if (NUMBER.test(field)) {
      timeMs = parseEpochMs(field)
      if (timeMs === undefined) return 'suffix-time-invalid'
    } else if (STATION.test(field)) station = field
    else if (!MEASURE.test(field)) return 'suffix-invalid'
  }
  return { timeMs, station }
}
