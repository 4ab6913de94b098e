/** What a number format shows of a serial number; null: a number. */
export type DateStyle = 'date' | 'time' | 'date-time'

const DAY_MS = 86_400_000
/** The day number of 1970-01-01 in the two date systems of Excel (ISO/IEC 29500-1 §18.17.4.1). */
const EPOCH_DAYS = { 1900: 25_569, 1904: 24_107 } as const
/** Up to this day the system of 1900 is off by one, since it has a 29 February 1900. */
const LEAP_DAY_OF_1900 = 60
const LAST_DAY = 2_958_465 // 9999-12-31 in the system of 1900.

/**
 * A serial number as ISO 8601 text, to the millisecond: `2026-11-23T10:30:00`; the day alone where the format shows no time and there is
 * none, the time alone below one day. Null for numbers that are no date (before March 1900, after 9999).
 */
export const excelTime = (serial: number, style: DateStyle, is1904: boolean): string | null => {
  const system = is1904 ? 1904 : 1900
  const dayNumber = Math.floor(serial)
  if (!(serial >= 0) || dayNumber > LAST_DAY) return null
  const ms = Math.round((serial - (serial < 1 ? 0 : EPOCH_DAYS[system])) * DAY_MS)
  const iso = new Date(ms).toISOString().replace(/(?:\.000)?Z$/, '')
  if (serial < 1) return style === 'date' ? null : iso.slice('1970-01-01T'.length)
  if (!is1904 && dayNumber <= LEAP_DAY_OF_1900) return null
  return style === 'date' && Number.isInteger(serial) ? iso.slice(0, '1970-01-01'.length) : iso
}

const BUILT_IN: Readonly<Record<DateStyle, readonly (readonly [first: number, last: number])[]>> = {
  date: [
    [14, 17],
    [27, 31],
    [36, 36],
    [50, 58],
    [71, 74],
  ],
  time: [
    [18, 21],
    [32, 35],
    [45, 47],
    [75, 80],
  ],
  'date-time': [[22, 22]],
}

/** What the format of an id shows, by its code, or by its id where that is built in (ISO/IEC 29500-1 §18.8.30). */
export const dateStyleOf = (id: number, code: string | undefined): DateStyle | null => {
  if (code !== undefined) return dateStyleOfCode(code)
  const styles = Object.entries(BUILT_IN) as readonly (readonly [DateStyle, (typeof BUILT_IN)[DateStyle]])[]
  return styles.find(([, ranges]) => ranges.some(([first, last]) => id >= first && id <= last))?.[0] ?? null
}

const dateStyleOfCode = (code: string): DateStyle | null => {
  // Of the first section: without texts in quotes, escaped characters, colours and conditions, but with [h] (elapsed hours).
  const bare = code.replaceAll(/"[^"]*"|[\\_*]./g, '').replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
  const [section = ''] = bare.toLowerCase().replaceAll('general', '').split(';')
  const hasDay = /[dy]|m{3}/.test(section) || (section.includes('m') && !/[hs]/.test(section))
  const hasTime = /[hs]/.test(section)
  if (hasDay) return hasTime ? 'date-time' : 'date'
  return hasTime ? 'time' : null
}
