import {
  formatWireTime,
  type ObservationInput,
  type PersonsMethod,
  parseObservation,
  type Source,
} from '@landfall/contracts'
import { deriveObservationId } from '@landfall/contracts/hashes'
import type { DateOrder } from '../replay/formats/date-order.ts'
import type { CountColumns, CountField } from './count-columns.ts'
import {
  type ReadCell,
  readCount,
  readCraftId,
  readDegrees,
  readImo,
  readMethod,
  readMmsi,
  readTime,
} from './read-cell.ts'

/** What is the same for all rows of a table, by options. */
export type CountRowSpec = {
  readonly source: Source
  readonly exercise: boolean
  readonly dateOrder: DateOrder | undefined
  /** Of rows that do not say it. */
  readonly method: PersonsMethod | undefined
  readonly craftId: string | undefined
  readonly timeMs: number | undefined
}

export type PersonsInput = Extract<ObservationInput, { type: 'persons' }> & { readonly observationId: string }

export type CountRow =
  | { readonly kind: 'report'; readonly report: PersonsInput }
  /** `field` is that of the first fault; `reason` has each with field, value and remedy. */
  | { readonly kind: 'refused'; readonly field: string; readonly reason: string }

type TimeSpec = Pick<CountRowSpec, 'timeMs' | 'dateOrder'>
type FieldRead<T> = { readonly value: T } | { readonly fault: Fault }
type Fault = { readonly field: string; readonly reason: string }

/** How a value is shown in a refusal. */
export type ShowCell = (text: string) => string

export const showCell: ShowCell = (text) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)

/** Of lists, where a column may turn out to be names: only what has no letters is shown. */
export const showNoLetters: ShowCell = (text) =>
  /\p{L}/u.test(text.replace(/(?<=\d)T(?=\d)|Z$/g, '')) ? `(text of ${text.length} characters)` : showCell(text)

type CellsSpec = { readonly columns: CountColumns; readonly cells: readonly string[]; readonly show: ShowCell }

export const cellOf = ({ columns, cells }: Pick<CellsSpec, 'columns' | 'cells'>, field: CountField): string =>
  cells[columns[field]?.[0] ?? -1] ?? ''

/** The day and the time of two columns, or what is in the one. */
export const timeText = (spec: Pick<CellsSpec, 'columns' | 'cells'>): string =>
  [cellOf(spec, 'date').replace(/T00:00:00$/, ''), cellOf(spec, 'time')].filter((text) => text !== '').join(' ')

/** Which craft a row is of: by its id or its MMSI, which must agree with each other and with --craft, or else by its IMO number. */
export const readCraft = (spec: CellsSpec, byOption: string | undefined): FieldRead<string> => {
  let found = byOption
  for (const [field, read] of [
    ['craft', readCraftId],
    ['mmsi', readMmsi],
    ['imo', readImo],
  ] as const) {
    const text = cellOf(spec, field)
    if (text === '' || (field === 'imo' && found !== undefined)) continue
    const craft = read(text)
    if ('mustBe' in craft) return faultOf(field, `${spec.show(text)}: ${craft.mustBe}`)
    if (found !== undefined && found !== craft.value) {
      return faultOf(field, `${spec.show(text)}: is another craft than ${found}; name one`)
    }
    found = craft.value
  }
  if (found !== undefined) return { value: found }
  return {
    fault: { field: 'craft', reason: 'craft: is missing; name it in the row (craft, mmsi or imo), or by --craft' },
  }
}

export const readRowTime = (spec: CellsSpec, { timeMs, dateOrder }: TimeSpec): FieldRead<number> => {
  if (timeMs !== undefined) return { value: timeMs }
  const text = timeText(spec)
  if (text === '') {
    return {
      fault: { field: 'time', reason: 'time: is missing; say it in the row, as 2026-11-23 09:30, or by --time' },
    }
  }
  const read = readTime(text, dateOrder)
  return 'value' in read ? read : faultOf('time', `${spec.show(text)}: ${read.mustBe}`)
}

const faultOf = (field: string, what: string) => ({ fault: { field, reason: `${field} ${what}` } })

/** What a row of counts says: a report of persons, whose id is a function of what it says, so that sent again it is the same report. */
export const readCountRow = (cells: readonly string[], columns: CountColumns, spec: CountRowSpec): CountRow => {
  const row: CellsSpec = { columns, cells, show: showCell }
  const faults: Fault[] = []
  const optional = <T>(field: CountField, read: (text: string) => ReadCell<T>): T | undefined => {
    const text = cellOf(row, field)
    if (text === '') return undefined
    const found = read(text)
    if ('value' in found) return found.value
    faults.push({ field, reason: `${field} ${showCell(text)}: ${found.mustBe}` })
    return undefined
  }
  const craft = readCraft(row, spec.craftId)
  if ('fault' in craft) faults.push(craft.fault)
  const time = readRowTime(row, spec)
  if ('fault' in time) faults.push(time.fault)
  const aboard = optional('aboard', readCount)
  if (cellOf(row, 'aboard') === '')
    faults.push({ field: 'aboard', reason: 'aboard: is missing; everyone who came on the craft' })
  const method = cellOf(row, 'method') === '' ? spec.method : optional('method', readMethod)
  if (method === undefined && cellOf(row, 'method') === '') {
    faults.push({ field: 'method', reason: 'method: is missing; say how they were counted, in the row or by --method' })
  }
  const rest = {
    permitted: optional('permitted', readCount),
    notPermitted: optional('notPermitted', readCount),
    longitude: optional('longitude', readDegrees),
    latitude: optional('latitude', readDegrees),
  }
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  if (faults.length > 0 || !('value' in craft) || !('value' in time)) return refusedBy(faults)
  return reportOf({ ...given, method, aboard, craftId: craft.value, timeMs: time.value }, spec)
}

const refusedBy = (faults: readonly Fault[]): CountRow => ({
  kind: 'refused',
  field: faults[0]?.field ?? 'row',
  reason: faults.map(({ reason }) => reason).join('; '),
})

type Counted = { readonly craftId: string; readonly timeMs: number; readonly [field: string]: unknown }

/** A report of what was counted, or the words of the schema where it is none. */
export const reportOf = (
  { timeMs, ...counted }: Counted,
  { source, exercise }: Pick<CountRowSpec, 'source' | 'exercise'>,
): CountRow => {
  const report = { type: 'persons', ...counted, observedAt: formatWireTime(timeMs), source, exercise } as const
  const read = parseObservation(report)
  if (!read.ok) return { kind: 'refused', field: read.field ?? 'row', reason: read.reason }
  const observationId = deriveObservationId(read.observation)
  return { kind: 'report', report: { ...(report as unknown as PersonsInput), observationId } }
}
