import { CommandError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'

/** Of the file as it is, gzip unpacked. */
export const FILE_BYTES_MAX = 32 * 1_048_576
/** Of the parts of a workbook that are read, together. */
export const UNPACKED_BYTES_MAX = 128 * 1_048_576
/** Parts of a workbook: sheets, pictures, settings. */
export const WORKBOOK_PARTS_MAX = 10_000
/** Rows that are not empty, of one table. */
export const TABLE_ROWS_MAX = 100_000
export const ROW_CELLS_MAX = 1_000
/** Excel’s own limit. */
export const CELL_CHARACTERS_MAX = 32_767
/** Lines of CSV that one row may go over, by line ends in quotes. */
export const ROW_LINES_MAX = 100

/** The error of a file that goes beyond a limit. It says nothing of what is in the cells. */
export const beyondLimit = (where: string, what: string, remedy: string): CommandError =>
  new CommandError(EXIT.data, `${where}: ${what}`, { hint: remedy })

export const tooManyRows = (name: string): CommandError =>
  beyondLimit(name, `has more than ${TABLE_ROWS_MAX} rows`, 'split it into several files, each with its heading')

export const tooManyCells = (where: string): CommandError =>
  beyondLimit(where, `has more than ${ROW_CELLS_MAX} cells`, 'delete the columns that are not needed')
