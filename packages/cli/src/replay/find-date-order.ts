import type { Readable } from 'node:stream'
import { CommandError } from '../command-line/command-error.ts'
import { EXIT } from '../command-line/exit-code.ts'
import { openDateOrderReader } from './formats/csv-format.ts'
import type { DateOrder } from './formats/date-order.ts'
import { findRecordingFormat } from './formats/find-recording-format.ts'
import { openRecording } from './open-recording.ts'
import { readLines } from './read-lines.ts'

/**
 * Whether the day or the month comes first in the dates of a CSV file, by those of all its rows; undefined where none decides. Reads
 * no further than the first row of a file whose times are written in another way. Throws a CommandError where two rows disagree.
 */
export const findDateOrder = async (path: string, stdin: Readable, only?: string): Promise<DateOrder | undefined> => {
  let read: ReturnType<typeof openDateOrderReader>
  let found: { readonly order: DateOrder; readonly line: number } | undefined
  for await (const lines of readLines((await openRecording(path, stdin)).chunks)) {
    for (const { text, number } of lines) {
      if (read === undefined) {
        const format = findRecordingFormat(text, only)
        if (format === undefined) continue
        read = format.name === 'csv' ? openDateOrderReader(text) : undefined
        if (read === undefined) return undefined
        continue
      }
      if (text.trim() === '') continue
      const order = read(text)
      if (order === undefined && found === undefined) return undefined
      if (order === undefined || order === null || order === found?.order) continue
      if (found !== undefined) {
        const why = `line ${found.line} has the ${ORDER_NAMES[found.order]} first, line ${number} the ${ORDER_NAMES[order]}`
        throw new CommandError(EXIT.data, `${path}: its dates have no one order: ${why}`, {
          hint: 'say which with --date-order dmy or mdy; rows that do not fit are then refused',
        })
      }
      found = { order, line: number }
    }
  }
  return found?.order
}

const ORDER_NAMES: Readonly<Record<DateOrder, string>> = { 'day-first': 'day', 'month-first': 'month' }
