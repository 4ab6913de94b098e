import type { Readable } from 'node:stream'
import { CommandError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import type { CountTable } from './count-table.ts'
import { readCsvRows } from './read-csv-rows.ts'
import { readTableBytes } from './read-table-bytes.ts'

export type TableSpec = {
  /** Or `-`. */
  readonly path: string
  readonly stdin: Readable
  /** The name or the number of a sheet; undefined: there is one only. */
  readonly sheet: string | undefined
}

/** Of Excel before 2007, and of workbooks with a password. */
const OLE2 = Buffer.from('d0cf11e0a1b11ae1', 'hex')

/** Opens CSV, plain or gzipped, or an Excel workbook, by its first bytes. Throws CommandErrors that name the file, and never a cell. */
export const openCountTable = async ({ path, stdin, sheet }: TableSpec): Promise<CountTable> => {
  const { name, bytes, isWorkbook } = await readTableBytes(path, stdin)
  if (bytes.length === 0)
    throw new CommandError(EXIT.data, `${name}: is empty`, { hint: 'send a table with a heading' })
  if (bytes.subarray(0, OLE2.length).equals(OLE2)) {
    throw new CommandError(EXIT.data, `${name}: is an old workbook (.xls), or one with a password`, {
      hint: 'save it as .xlsx without a password, or as CSV',
    })
  }
  if (!isWorkbook) {
    if (sheet === undefined) return { name, unit: 'line', rows: () => readCsvRows(bytes, name) }
    throw new CommandError(EXIT.usage, `--sheet ${sheet}: ${name} is CSV and has no sheets`, {
      hint: 'leave --sheet out',
    })
  }
  const { openWorkbook } = await import('../xlsx/open-workbook.ts')
  return { name, unit: 'row', rows: await openWorkbook({ bytes, name, sheet }) }
}
