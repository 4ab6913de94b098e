import { type BenchRow, reachesAim } from './bench.ts'

const HEADINGS = ['measure', 'value', 'floor', 'ratio', 'aim', ''] as const

/** The rows as a Markdown table, which is also how the terminal shows them. */
export const renderTable = (rows: readonly BenchRow[]): string => {
  const lines = [[...HEADINGS], ...rows.map(cells)]
  const widths = HEADINGS.map((_, column) => Math.max(3, ...lines.map((line) => line[column]?.length ?? 0)))
  const render = (line: readonly string[]): string =>
    `| ${widths.map((width, column) => (line[column] ?? '').padEnd(width)).join(' | ')} |`
  const [head = [], ...body] = lines
  return [render(head), render(widths.map((width) => '-'.repeat(width))), ...body.map(render)].join('\n')
}

const cells = (row: BenchRow): string[] => {
  const { measure, value, unit, floor, note } = row
  return [
    note === undefined ? measure : `${measure} (${note})`,
    `${formatNumber(value)} ${unit}`,
    floor === undefined ? '' : `${formatNumber(floor.value)} ${unit}, ${floor.measure}`,
    floor === undefined ? '' : formatRatio(value / floor.value),
    formatAim(row),
    formatVerdict(reachesAim(row)),
  ]
}

const formatAim = ({ aim, unit }: BenchRow): string => {
  if (aim === undefined) return ''
  if ('ratioMin' in aim) return `≥ ${formatRatio(aim.ratioMin)}`
  if ('ratioMax' in aim) return `≤ ${formatRatio(aim.ratioMax)}`
  return 'valueMin' in aim ? `≥ ${formatNumber(aim.valueMin)} ${unit}` : `≤ ${formatNumber(aim.valueMax)} ${unit}`
}

const formatVerdict = (reached: boolean | null): string => (reached === null ? '' : reached ? 'reached' : 'missed')

const formatRatio = (ratio: number): string => (ratio < 2 ? `${Math.round(ratio * 100)} %` : `${ratio.toFixed(1)} ×`)

/** Three significant digits are more than any of these measurements is good for. */
const formatNumber = (value: number): string =>
  Number(value.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 20 })
