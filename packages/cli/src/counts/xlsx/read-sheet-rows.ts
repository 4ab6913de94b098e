import { CommandError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import {
  beyondLimit,
  CELL_CHARACTERS_MAX,
  ROW_CELLS_MAX,
  TABLE_ROWS_MAX,
  tooManyCells,
  tooManyRows,
} from '../table/beyond-limit.ts'
import { FORMULA_WITHOUT_RESULT, type TableRow } from '../table/count-table.ts'
import { type DateStyle, excelTime } from './excel-time.ts'
import type { WorkbookParts } from './open-parts.ts'
import { type PartHandlers, parsePart } from './parse-part.ts'

type SheetSpec = {
  readonly parts: WorkbookParts
  readonly path: string
  readonly strings: readonly string[]
  readonly styles: readonly (DateStyle | null)[]
  readonly is1904: boolean
}

type Attributes = Readonly<Record<string, string>>

/** A cell while it is read. `value` is the text of its `v`, null where it has none. */
type Cell = { readonly type: string; readonly style: number; value: string | null; inline: string; isFormula: boolean }

type State = {
  readonly spec: SheetSpec
  /** Of the row that is read, from 1. */
  number: number
  column: number
  rows: number
  cells: (string | undefined)[]
  cell: Cell | null
  into: 'value' | 'inline' | null
  isPhonetic: boolean
  /** Rows that are read and not yet passed on. */
  ready: TableRow[]
}

/** The rows of a sheet that are not empty. Errors are read as their text (`#REF!`), dates as excelTime says. */
export async function* readSheetRows(spec: SheetSpec): AsyncGenerator<TableRow> {
  const state: State = {
    spec,
    number: 0,
    column: 0,
    rows: 0,
    cells: [],
    cell: null,
    into: null,
    isPhonetic: false,
    ready: [],
  }
  for await (const _piece of parsePart(spec.parts, spec.path, handlersOf(state))) yield* state.ready.splice(0)
}

const handlersOf = (state: State): PartHandlers => ({
  open: (name, attributes) => {
    const { cell } = state
    if (name === 'row') openRow(state, attributes)
    else if (name === 'c') openCell(state, attributes)
    else if (name === 'rPh') state.isPhonetic = true
    else if (name === 'v') openValue(state)
    else if (name === 't') state.into = state.isPhonetic ? null : 'inline'
    else if (name === 'f' && cell !== null) cell.isFormula = true
  },
  text: (text) => {
    const { cell, into } = state
    if (cell === null || into === null) return
    if (into === 'value') cell.value = (cell.value ?? '') + text
    else cell.inline += text
  },
  close: (name) => {
    if (name === 'v' || name === 't') state.into = null
    else if (name === 'rPh') state.isPhonetic = false
    else if (name === 'c' && state.cell !== null) closeCell(state, state.cell)
    else if (name === 'row') closeRow(state)
  },
})

const SHEET_ROWS_MAX = 1_048_576

const openRow = (state: State, { r }: Attributes): void => {
  const next = r === undefined ? state.number + 1 : Number(r)
  if (!(next > state.number && next <= SHEET_ROWS_MAX)) throw broken(state, `is followed by a row ${r}`)
  state.number = next
  state.column = 0
}

const openCell = (state: State, { r = '', t = 'n', s = '-1' }: Attributes): void => {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(r)?.[0]
  state.column = letters === undefined ? state.column + 1 : columnOf(letters)
  if (state.column > ROW_CELLS_MAX) throw tooManyCells(whereOf(state))
  state.cell = { type: t, style: Number(s), value: null, inline: '', isFormula: false }
}

const openValue = (state: State): void => {
  state.into = 'value'
  if (state.cell !== null) state.cell.value = ''
}

const closeCell = (state: State, closed: Cell): void => {
  const text = textOf(closed, state.spec)
  if (text === null) throw broken(state, 'a cell refers to a text that is not there')
  if (text.length > CELL_CHARACTERS_MAX) {
    throw beyondLimit(whereOf(state), `has a cell of more than ${CELL_CHARACTERS_MAX} characters`, 'shorten it')
  }
  if (text !== '') state.cells[state.column - 1] = text
  state.cell = null
}

const closeRow = (state: State): void => {
  const { cells, number, spec } = state
  state.cells = []
  if (cells.length === 0) return
  state.rows += 1
  if (state.rows > TABLE_ROWS_MAX) throw tooManyRows(spec.parts.name)
  state.ready.push({ number, cells: Array.from(cells, (text) => text ?? '') })
}

const whereOf = ({ spec, number }: State): string => `${spec.parts.name}: row ${number}`

const broken = (state: State, what: string): CommandError =>
  new CommandError(EXIT.data, `${whereOf(state)}: ${what}`, { hint: 'open the workbook and save it again as .xlsx' })

const columnOf = (letters: string): number => {
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column
}

/** Null where a cell refers to a text that does not exist. */
const textOf = (cell: Cell, { strings, styles, is1904 }: SheetSpec): string | null => {
  const { type, style, value, inline, isFormula } = cell
  if (type === 'inlineStr') return inline.trim()
  if (value === null) return isFormula ? FORMULA_WITHOUT_RESULT : ''
  const text = value.trim()
  if (text === '') return ''
  if (type === 's') return strings[Number(text)]?.trim() ?? null
  if (type === 'b') return text === '1' ? 'TRUE' : 'FALSE'
  const number = Number(text)
  if (type !== 'n' || Number.isNaN(number)) return text
  const dateStyle = styles[style] ?? null
  return (dateStyle === null ? null : excelTime(number, dateStyle, is1904)) ?? String(number)
}
