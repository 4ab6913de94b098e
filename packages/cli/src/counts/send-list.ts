import { type CountedList, countList } from './count-list.ts'
import { reportOf } from './count-row.ts'
import { findHeading } from './find-heading.ts'
import { findTableDateOrder } from './find-table-date-order.ts'
import type { SendCountsSpec } from './send-counts.ts'

/**
 * Sends one report: how many people are on the lists, which are of one craft and one time. Nothing is sent where a row is refused, since
 * the sum would be wrong.
 */
export const sendList = async ({ tables, spec, outlet, report, signal }: SendCountsSpec): Promise<void> => {
  const { row, mapping } = spec
  const ignored = row.timeMs === undefined ? [] : (['time', 'date'] as const)
  let said: Pick<CountedList, 'craftId' | 'timeMs'> = { craftId: row.craftId ?? null, timeMs: row.timeMs ?? null }
  let persons = 0
  for (const table of tables) {
    signal.throwIfAborted()
    const heading = await findHeading(table, { mapping, needed: [['person']], ignored })
    const dateOrder = row.dateOrder ?? (await findTableDateOrder(table, heading))
    const list = await countList(table, heading, { ...row, dateOrder, craftId: said.craftId ?? undefined })
    for (const { number, field, reason } of list.refusals) {
      report.refuse({ file: table.name, row: number, where: `${table.name}: ${table.unit} ${number}` }, field, reason)
    }
    persons += list.persons
    report.counts.read += list.persons + list.unused + list.refusals.length
    report.counts.unused += list.unused
    const [before, now] = [said.timeMs, list.timeMs]
    if (before !== null && now !== null && before !== now) {
      const reason = `time ${new Date(now).toISOString()}: the file before says ${new Date(before).toISOString()}; say one by --time`
      report.refuse({ file: table.name, row: null, where: table.name }, 'time', reason)
    }
    said = { craftId: list.craftId, timeMs: list.timeMs ?? said.timeMs }
  }
  const place = {
    file: tables.map(({ name }) => name).join(', '),
    row: null,
    where: tables.map(({ name }) => name).join(', '),
  }
  const { craftId, timeMs } = said
  if (craftId === null)
    report.refuse(place, 'craft', 'craft: is missing; say whose list it is by --craft, as mmsi:512000123')
  if (timeMs === null)
    report.refuse(place, 'time', 'time: is missing; say of when it is by --time, as 2026-11-23T09:30:00Z')
  report.counts.persons = persons
  if (report.counts.refused > 0 || craftId === null || timeMs === null || persons === 0) return
  const made = reportOf({ method: row.method ?? 'manifest', aboard: persons, craftId, timeMs }, row)
  if (made.kind === 'refused') return report.refuse(place, made.field, made.reason)
  report.counts.reports += 1
  await outlet.send(made.report, place)
  await outlet.end()
}
