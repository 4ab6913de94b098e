import { CommandError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import { csvFields } from '../../replay/formats/csv-fields.ts'
import { RECORDING_LINE_CHARACTERS_MAX, type RecordingLine, readLines } from '../../replay/read-lines.ts'
import { beyondLimit, ROW_CELLS_MAX, ROW_LINES_MAX, TABLE_ROWS_MAX, tooManyCells, tooManyRows } from './beyond-limit.ts'
import type { TableRow } from './count-table.ts'

const DELIMITERS = [',', ';', '\t'] as const
const LINES_FOR_DELIMITER_MAX = 50
/** What Excel writes as the first line for itself. */
const DELIMITER_LINE = /^sep=(.)$/i

/**
 * The rows of CSV (RFC 4180) that are not empty. Fields are separated by comma, semicolon or tab: whichever makes the most fields of one
 * of the first lines, or the one that a first line `sep=;` names. A field in quotes may go over several lines.
 */
export async function* readCsvRows(bytes: Buffer, name: string): AsyncGenerator<TableRow> {
  const delimiter = await findDelimiter(bytes)
  let rows = 0
  let open: { readonly number: number; readonly lines: readonly string[] } | null = null
  for await (const line of linesOf(bytes)) {
    if (line.tooLong) throw tooLong(name, line.number)
    if (line.number === 1 && DELIMITER_LINE.test(line.text)) continue
    const begun: { readonly number: number; readonly lines: readonly string[] } = open ?? {
      number: line.number,
      lines: [],
    }
    const lines = [...begun.lines, line.text]
    const text = lines.join('\n')
    const fields = csvFields(text, delimiter)
    open = fields === undefined ? { number: begun.number, lines } : null
    if (fields === undefined) {
      if (lines.length >= ROW_LINES_MAX || text.length > RECORDING_LINE_CHARACTERS_MAX)
        throw notClosed(name, begun.number)
      continue
    }
    const cells = fields.map((field) => field.trim())
    if (cells.every((cell) => cell === '')) continue
    if (cells.length > ROW_CELLS_MAX) throw tooManyCells(`${name}: line ${begun.number}`)
    rows += 1
    if (rows > TABLE_ROWS_MAX) throw tooManyRows(name)
    yield { number: begun.number, cells }
  }
  if (open !== null) throw notClosed(name, open.number)
}

async function* linesOf(bytes: Buffer): AsyncGenerator<RecordingLine> {
  async function* chunks(): AsyncGenerator<Buffer> {
    yield bytes
  }
  for await (const lines of readLines(chunks())) yield* lines
}

const findDelimiter = async (bytes: Buffer): Promise<string> => {
  let found: { readonly delimiter: string; readonly fields: number } = { delimiter: ',', fields: 1 }
  for await (const { number, text } of linesOf(bytes)) {
    const named = number === 1 ? DELIMITER_LINE.exec(text)?.[1] : undefined
    if (named !== undefined) return named
    if (number > LINES_FOR_DELIMITER_MAX) break
    for (const delimiter of DELIMITERS) {
      const fields = csvFields(text, delimiter)?.length ?? 0
      if (fields > found.fields) found = { delimiter, fields }
    }
  }
  return found.delimiter
}

const tooLong = (name: string, number: number): CommandError =>
  beyondLimit(
    `${name}: line ${number}`,
    `is longer than ${RECORDING_LINE_CHARACTERS_MAX} characters`,
    'is it a table? Save it as CSV or .xlsx',
  )

const notClosed = (name: string, number: number): CommandError =>
  new CommandError(EXIT.data, `${name}: line ${number}: a quotation mark is not closed within ${ROW_LINES_MAX} lines`, {
    hint: 'close it, or write two for one in the text ("")',
  })
