import type { Sender } from '../send/open-sender.ts'
import type { ColumnMapping } from './count-columns.ts'
import { type CountRow, type CountRowSpec, readCountRow } from './count-row.ts'
import type { CountPlace, CountsReport } from './create-counts-report.ts'
import { findHeading, type TableHeading } from './find-heading.ts'
import { findTableDateOrder } from './find-table-date-order.ts'
import type { CountTable } from './table/count-table.ts'

export type SendCountsSpec = {
  readonly tables: readonly CountTable[]
  readonly spec: { readonly row: CountRowSpec; readonly mapping: ColumnMapping }
  readonly outlet: Sender<CountPlace>
  readonly report: CountsReport
  readonly signal: AbortSignal
}

/** Sends a report for each row. All tables are read through before the first one is sent; a row that repeats is sent once. */
export const sendCounts = async ({ tables, spec, outlet, report, signal }: SendCountsSpec): Promise<void> => {
  const { row, mapping } = spec
  const opened: { readonly table: CountTable; readonly heading: TableHeading; readonly row: CountRowSpec }[] = []
  for (const table of tables) {
    const heading = await findHeading(table, { mapping, needed: neededOf(row), ignored: [] })
    const dateOrder = await findTableDateOrder(table, heading)
    opened.push({ table, heading, row: { ...row, dateOrder: row.dateOrder ?? dateOrder } })
  }
  const sent = new Set<string>()
  for (const { table, heading, row: rowSpec } of opened) {
    for await (const { number, cells } of table.rows()) {
      if (number <= heading.number) continue
      signal.throwIfAborted()
      report.counts.read += 1
      const place = { file: table.name, row: number, where: `${table.name}: ${table.unit} ${number}` }
      const width = heading.titles.length
      // A line that was cut off inside a number would still be a number.
      const isCut = table.unit === 'line' && cells.length < width
      const read = isCut ? cutRow(cells.length, width) : readCountRow(cells, heading.columns, rowSpec)
      if (read.kind === 'refused') report.refuse(place, read.field, read.reason)
      else if (sent.has(read.report.observationId)) report.counts.repeated += 1
      else {
        sent.add(read.report.observationId)
        report.counts.reports += 1
        await outlet.send(read.report, place)
      }
    }
  }
  await outlet.end()
}

const cutRow = (columns: number, width: number): CountRow => ({
  kind: 'refused',
  field: 'columns',
  reason: `columns ${columns}: the heading has ${width}; is the line cut off?`,
})

const neededOf = ({ craftId, timeMs }: CountRowSpec) => [
  ['aboard'] as const,
  ...(craftId === undefined ? [['craft', 'mmsi', 'imo'] as const] : []),
  ...(timeMs === undefined ? [['time', 'date'] as const] : []),
]
