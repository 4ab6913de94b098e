import { formatMmsi, isImoNumber } from '@landfall/ais'
import { CraftId, isoTimeMs, type ObservationInput, PersonsMethod } from '@landfall/contracts'
import { type DateOrder, dateOrderOf, slashedTimeMs } from '../replay/formats/date-order.ts'
import { FORMULA_WITHOUT_RESULT } from './table/count-table.ts'

/** A cell as a value, or why it is none: what it must be. */
export type ReadCell<T> = { readonly value: T } | { readonly mustBe: string }

type GivenCount = (ObservationInput & { type: 'persons' })['aboard']

const EXCEL_ERROR = /^#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!|GETTING_DATA)$/

/** What to do about a cell that is a formula without a result. */
const formulaFault = (text: string): string | null => {
  if (text === FORMULA_WITHOUT_RESULT)
    return 'is a formula without a result; save the file in a program that computes it'
  return EXCEL_ERROR.test(text) ? 'is the error of a formula; mend the formula' : null
}

/** `12`, `10-12`, `30+`. */
export const readCount = (text: string): ReadCell<GivenCount> => {
  const [, exact] = /^(\d{1,9})(?:\.0+)?$/.exec(text) ?? []
  if (exact !== undefined) return { value: Number(exact) }
  const [, min, max] = /^(\d{1,9}) ?(?:-|–|to) ?(\d{1,9})$/i.exec(text) ?? []
  if (min !== undefined && max !== undefined) return { value: { min: Number(min), max: Number(max) } }
  const [, least] = /^(\d{1,9}) ?\+$/.exec(text) ?? []
  if (least !== undefined) return { value: { min: Number(least), max: null } }
  const otherwise =
    'must be a whole number (12), a range (10-12) or a least number (30+); leave it empty where it is not known'
  return { mustBe: formulaFault(text) ?? otherwise }
}

export const readDegrees = (text: string): ReadCell<number> => {
  const number = /^[+-]?\d{1,3}(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isNaN(number)) return { value: number }
  return { mustBe: formulaFault(text) ?? 'must be degrees with a decimal point, south and west negative, as -36.99' }
}

export const readMethod = (text: string): ReadCell<PersonsMethod> => {
  const read = PersonsMethod.safeParse(text.toLowerCase())
  return read.success ? { value: read.data } : { mustBe: `must be one of ${PersonsMethod.options.join(', ')}` }
}

/** A time of a table, or the day and the time of two cells with a space between. UTC where it says no zone. */
export const readTime = (text: string, order: DateOrder | undefined): ReadCell<number> => {
  const written = dateOrderOf(text)
  if (written !== undefined && order === undefined) {
    return { mustBe: 'may have the day or the month first; say which with --date-order dmy or mdy' }
  }
  const timeMs = written === undefined || order === undefined ? isoTimeMs(text) : slashedTimeMs(text, order)
  if (!Number.isNaN(timeMs)) return { value: timeMs }
  const isDay = /^\d{4}-\d\d-\d\d$|^\d\d?\/\d\d?\/\d{4}$/.test(text)
  const otherwise = 'must be a day and a time, as 2026-11-23 09:30; UTC, or with an offset, as +13:00'
  return { mustBe: formulaFault(text) ?? (isDay ? 'has no time of day; write it as 2026-11-23 09:30' : otherwise) }
}

export const readCraftId = (text: string): ReadCell<string> => {
  const read = CraftId.safeParse(text)
  if (read.success) return { value: read.data }
  const bare = /^\d{9}$/.test(text) ? `; for an MMSI mmsi:${text}, or call the column mmsi` : ''
  return { mustBe: formulaFault(text) ?? `must be scheme:value, as mmsi:512000123 or track:radar3-8841${bare}` }
}

export const readMmsi = (text: string): ReadCell<string> =>
  /^\d{1,9}$/.test(text)
    ? { value: `mmsi:${formatMmsi(Number(text))}` }
    : { mustBe: formulaFault(text) ?? 'must be an MMSI, up to nine digits, as 512000123' }

export const readImo = (text: string): ReadCell<string> => {
  const [, digits = ''] = /^(?:IMO ?)?(\d{7})$/i.exec(text) ?? []
  if (isImoNumber(Number(digits))) return { value: `imo:${digits}` }
  return { mustBe: formulaFault(text) ?? 'must be an IMO number, seven digits with a right check digit, as 9074729' }
}
