import { titleKey } from './count-columns.ts'
import { type CountRowSpec, cellOf, readCraft, readRowTime, showNoLetters } from './count-row.ts'
import type { TableHeading } from './find-heading.ts'
import type { CountTable } from './table/count-table.ts'

export type RefusedRow = { readonly number: number; readonly field: string; readonly reason: string }

/** What one list says: its persons are counted, and nothing else of them is kept. */
export type CountedList = {
  readonly persons: number
  /** Null where no row, and no option, says it. */
  readonly craftId: string | null
  readonly timeMs: number | null
  readonly refusals: readonly RefusedRow[]
  /** Lines of a form that nobody has filled in, and headings that are repeated. */
  readonly unused: number
}

type ListRow = { readonly columns: TableHeading['columns']; readonly cells: readonly string[] }

/**
 * Counts the rows of a list of people on one craft at one time. A row that has a name is a person; one that has other cells and no name,
 * or that looks like a sum, is refused. No refusal shows a text with letters, since it may be a name.
 */
export const countList = async (table: CountTable, heading: TableHeading, spec: CountRowSpec): Promise<CountedList> => {
  const refusals: RefusedRow[] = []
  const said = { craftId: spec.craftId ?? null, timeMs: spec.timeMs ?? null }
  let [persons, unused] = [0, 0]
  for await (const { number, cells } of table.rows()) {
    if (number <= heading.number) continue
    const row: ListRow = { columns: heading.columns, cells }
    const fault = personFault(row)
    if (fault === 'unused' || isHeadingAgain(cells, heading)) unused += 1
    else if (fault !== null) refusals.push({ number, field: 'name', reason: fault })
    else {
      persons += 1
      refusals.push(...readPlaceAndTime(row, said, spec).map((found) => ({ number, ...found })))
    }
  }
  return { persons, ...said, refusals, unused }
}

const SUM = /^(?:grand |sub)?total\b|^sum\b/i

/** Why a row is no person, or that it is a line of a form with its number alone. */
const personFault = ({ columns, cells }: ListRow): string | null => {
  const names = (columns.person ?? []).map((index) => cells[index] ?? '').filter((text) => text !== '')
  const texts = cells.filter((text) => text !== '')
  if (texts.some((text) => SUM.test(text))) return 'name: looks like a sum and not like a person; delete the row'
  if (names.length > 0) return null
  const isNumberAlone = texts.length === 1 && /^\d+\.?$/.test(texts[0] ?? '')
  return isNumberAlone ? 'unused' : 'name: is missing, and the row is not empty; fill in the name, or delete the row'
}

type Said = { craftId: string | null; timeMs: number | null }

/** Takes craft and time of a row into what the list says, where the row has them. */
const readPlaceAndTime = (row: ListRow, said: Said, spec: CountRowSpec): readonly Omit<RefusedRow, 'number'>[] => {
  const shown = { ...row, show: showNoLetters }
  const faults: Omit<RefusedRow, 'number'>[] = []
  if ((['craft', 'mmsi', 'imo'] as const).some((field) => cellOf(row, field) !== '')) {
    const craft = readCraft(shown, said.craftId ?? undefined)
    if ('fault' in craft) faults.push({ ...craft.fault, reason: `${craft.fault.reason}; one list is of one craft` })
    else said.craftId = craft.value
  }
  if (spec.timeMs !== undefined || (cellOf(row, 'time') === '' && cellOf(row, 'date') === '')) return faults
  const time = readRowTime(shown, spec)
  if ('fault' in time) return [...faults, time.fault]
  said.timeMs ??= time.value
  if (said.timeMs === time.value) return faults
  const written = new Date(time.value).toISOString()
  const reason = `time ${written}: is another than in the rows before; a list is of one time, say it by --time`
  return [...faults, { field: 'time', reason }]
}

const isHeadingAgain = (cells: readonly string[], { titles }: TableHeading): boolean =>
  cells.every((cell, index) => titleKey(cell) === (titles[index] ?? ''))
