import { CommandError } from '../command-line/command-error.ts'
import { EXIT } from '../command-line/exit-code.ts'
import { type ColumnMapping, type CountColumns, type CountField, columnsOf, titleKey } from './count-columns.ts'
import type { CountTable } from './table/count-table.ts'

export type HeadingSpec = {
  readonly mapping: ColumnMapping
  /** Of each group, one column at least is needed. */
  readonly needed: readonly (readonly CountField[])[]
  /** Columns that are not looked for, since an option says it for all rows. */
  readonly ignored: readonly CountField[]
}

export type TableHeading = {
  readonly number: number
  readonly columns: CountColumns
  /** As titleKey writes them. */
  readonly titles: readonly string[]
}

const ROWS_BEFORE_HEADING_MAX = 50

/**
 * The first row that has all columns that are needed. Throws a CommandError that says what the best one lacks; the rows themselves are
 * not quoted, since they may be people.
 */
export const findHeading = async ({ name, unit, rows }: CountTable, spec: HeadingSpec): Promise<TableHeading> => {
  let read = 0
  let best: { readonly number: number; readonly columns: CountColumns } | null = null
  for await (const { number, cells } of rows()) {
    read += 1
    const columns = withoutIgnored(columnsOf(cells, spec.mapping), spec.ignored)
    if (lacking(columns, spec).length === 0) {
      return { number, columns: unambiguous(columns, { name, unit, number }), titles: cells.map(titleKey) }
    }
    if (best === null || lacking(columns, spec).length < lacking(best.columns, spec).length) best = { number, columns }
    if (read === ROWS_BEFORE_HEADING_MAX) break
  }
  const wanted = (columns: CountColumns): string =>
    lacking(columns, spec)
      .map((group) => group.map((field) => spec.mapping[field] ?? field).join(' or '))
      .join(', ')
  const hint = 'name its columns so, or say with --mapping FILE what they are called: {"aboard": "Souls", …}'
  if (best === null) throw new CommandError(EXIT.data, `${name}: has no rows`, { hint })
  const has = Object.keys(best.columns)
  const nearest = has.length === 0 ? '' : ` (${unit} ${best.number} has ${has.join(', ')} alone)`
  const within = read < ROWS_BEFORE_HEADING_MAX ? `none of its ${read} rows` : `none of its first ${read} rows`
  throw new CommandError(EXIT.data, `${name}: ${within} is a heading with ${wanted(best.columns)}${nearest}`, { hint })
}

const withoutIgnored = (columns: CountColumns, ignored: readonly CountField[]): CountColumns =>
  Object.fromEntries(Object.entries(columns).filter(([field]) => !ignored.includes(field as CountField)))

const lacking = (columns: CountColumns, { needed }: HeadingSpec): HeadingSpec['needed'] =>
  needed.filter((group) => group.every((field) => columns[field] === undefined))

/** A name may be in several columns, anything else in one. */
const unambiguous = (
  columns: CountColumns,
  { name, unit, number }: Pick<CountTable, 'name' | 'unit'> & { number: number },
) => {
  for (const [field, indices = []] of Object.entries(columns)) {
    if (field === 'person' || indices.length === 1) continue
    throw new CommandError(EXIT.data, `${name}: ${unit} ${number}: ${indices.length} columns may be ${field}`, {
      hint: `say which with --mapping FILE: {"${field}": "its title"}`,
    })
  }
  return columns
}
