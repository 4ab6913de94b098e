/** A table of a file, row by row. A date is ISO 8601 text, as far as its cell says it: `2026-11-23`, `10:30:00`, or both. */
export type CountTable = {
  readonly name: string
  /** What its rows are called, for a person who looks for one. */
  readonly unit: 'line' | 'row'
  /** From the first row, each time it is called: a file is read through before anything of it is sent. Rows without text are left out. */
  readonly rows: () => AsyncIterable<TableRow>
}

export type TableRow = {
  /** From 1, as editors and spreadsheets count. */
  readonly number: number
  /** Trimmed; empty where there is nothing. */
  readonly cells: readonly string[]
}

/** What a formula is read as whose result is not in the file. */
export const FORMULA_WITHOUT_RESULT = '=?'
