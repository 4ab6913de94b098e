import { type AlertView, DIAGNOSTIC_TITLES, DISTRESS_DEVICE_TITLES, formatSum, severityOf } from '@landfall/contracts'
import type { Terminal } from '../command-line/create-terminal.ts'
import { wrapWords } from '../command-line/wrap-words.ts'
import { SEVERITY_LOOKS } from './severity-looks.ts'

type Style = Terminal['style']
type Row = Readonly<Record<Column, string>>

const HEADINGS = {
  severity: 'SEVERITY',
  world: 'WORLD',
  what: 'WHAT',
  where: 'WHERE',
  people: 'PEOPLE',
  craft: 'CRAFT',
  raised: 'RAISED (UTC)',
  state: 'STATE',
  id: 'ID',
} as const
type Column = keyof typeof HEADINGS
const COLUMNS = Object.keys(HEADINGS) as readonly Column[]

const GAP = '  '
const INDENT = '    '

/**
 * Alerts as lines: a table with a heading or, where `width` (columns) is too narrow for one, a few lines for each. Every alert says the same in both.
 */
export const alertTable = (alerts: readonly AlertView[], style: Style, width: number): readonly string[] => {
  if (alerts.length === 0) return []
  const rows = alerts.map((alert) => [alert, rowOf(alert)] as const)
  const widths = new Map(
    COLUMNS.map((column) => [column, Math.max(HEADINGS[column].length, ...rows.map(([, row]) => row[column].length))]),
  )
  const cells = (row: Row) => COLUMNS.map((column) => [column, row[column].padEnd(widths.get(column) ?? 0)] as const)
  const total = COLUMNS.reduce((sum, column) => sum + (widths.get(column) ?? 0) + GAP.length, -GAP.length)
  if (total > width) return rows.flatMap(([alert, row]) => stacked(alert, row, style, width))
  const heading = cells(HEADINGS).map(([, text]) => text)
  return [
    style('bold', heading.join(GAP).trimEnd()),
    ...rows.map(([alert, row]) =>
      cells(row)
        .map(([column, text]) => styled(column, text, alert, style))
        .join(GAP)
        .trimEnd(),
    ),
  ]
}

const stacked = (alert: AlertView, row: Row, style: Style, width: number): readonly string[] => {
  const craft = row.craft === '' ? '' : `, ${row.craft} craft`
  const rest = [`${row.where}`, `${row.people}${craft}`, `raised ${row.raised}Z, ${row.state}`, row.id]
  const [first = '', ...further] = wrapWords([row.severity, row.world, row.what].join(' '), width, INDENT)
  return [
    styled('severity', first, alert, style),
    ...further,
    ...rest.filter((text) => text !== '').flatMap((text) => wrapWords(`${INDENT}${text}`, width, INDENT)),
  ]
}

const styled = (column: Column, text: string, alert: AlertView, style: Style): string => {
  if (column === 'severity') return style(lookOf(alert).format, text)
  return column === 'id' ? style('dim', text) : text
}

const lookOf = (alert: AlertView) => SEVERITY_LOOKS[severityOf(alert)]

const rowOf = (alert: AlertView): Row => ({
  severity: `${lookOf(alert).shape} ${alert.status === 'open' ? severityOf(alert).toUpperCase() : alert.status.toUpperCase()}`,
  world: alert.exercise ? 'EXERCISE' : 'REAL',
  where: alert.place?.text ?? alert.areaId ?? '',
  raised: alert.raisedAt.slice(0, 16).replace('T', ' '),
  state: alert.state,
  id: `${alert.alertId} v${alert.version}`,
  ...contentOf(alert),
})

type Content = Pick<Row, 'what' | 'people' | 'craft'>

const contentOf = (alert: AlertView): Content => {
  const bare = (what: string): Content => ({ what, people: '', craft: '' })
  switch (alert.kind) {
    case 'mass-arrival':
      return { what: 'mass arrival', ...countsOf(alert) }
    case 'inbound-group':
      return { what: 'inbound group', ...countsOf(alert) }
    case 'distress':
      return bare(
        `${alert.test ? 'distress test' : 'DISTRESS'}, ${DISTRESS_DEVICE_TITLES[alert.device]} ${alert.craftId}`,
      )
    case 'source-silent':
      return bare(`source ${alert.source.id} silent`)
    case 'source-limit':
      return bare(`limit of ${alert.sourcesMax} sources`)
    case 'diagnostic':
      return bare(`${DIAGNOSTIC_TITLES[alert.cause]}: ${alert.subject}`)
    default:
      return alert satisfies never
  }
}

type Counted = Extract<AlertView, { readonly unauthorised: unknown }>

const countsOf = ({ unauthorised, craft, craftMore = 0 }: Counted): Pick<Row, 'people' | 'craft'> => ({
  people: formatSum(unauthorised),
  craft: String(craft.length + craftMore),
})
