import { CommandError } from '../command-line/command-error.ts'
import { EXIT } from '../command-line/exit-code.ts'
import { type DateOrder, dateOrderOf } from '../replay/formats/date-order.ts'
import { timeText } from './count-row.ts'
import type { TableHeading } from './find-heading.ts'
import type { CountTable } from './table/count-table.ts'

/**
 * Whether the day or the month comes first in the times of a table, by those of all its rows; undefined where none decides. Reads all
 * rows, so that whatever is wrong with the file shows before anything of it is sent. Throws a CommandError where two rows disagree.
 */
export const findTableDateOrder = async (table: CountTable, heading: TableHeading): Promise<DateOrder | undefined> => {
  let found: { readonly order: DateOrder; readonly number: number } | undefined
  for await (const { number, cells } of table.rows()) {
    if (number <= heading.number) continue
    const order = dateOrderOf(timeText({ columns: heading.columns, cells }))
    if (order === undefined || order === null || order === found?.order) continue
    if (found !== undefined) {
      const { name, unit } = table
      const why = `${unit} ${found.number} has the ${WORDS[found.order]} first, ${unit} ${number} the ${WORDS[order]}`
      throw new CommandError(EXIT.data, `${name}: its dates have no one order: ${why}`, {
        hint: 'say which with --date-order dmy or mdy; rows that do not fit are then refused',
      })
    }
    found = { order, number }
  }
  return found?.order
}

const WORDS: Readonly<Record<DateOrder, string>> = { 'day-first': 'day', 'month-first': 'month' }
