import { type AlertView, DIAGNOSTIC_TITLES, DISTRESS_DEVICE_TITLES, formatSum, severityOf } from '@landfall/contracts'
import type { Terminal } from '../command-line/create-terminal.ts'
import { wrapWords } from '../command-line/wrap-words.ts'
import { formatPlace } from './format-place.ts'
import { inboundSummary } from './inbound-lines.ts'
import { SEVERITY_LOOKS } from './severity-looks.ts'

type Style = Terminal['style']
type Look = Parameters<Style>[0]
type Part = { readonly text: string; readonly look?: Look }

type LineSpec = {
  /** Decides how far off an arrival is. */
  readonly nowMs?: number
  /** Columns of the terminal: what does not fit goes to further lines, indented. */
  readonly width?: number
  /** The first version that the line stands for, where several are folded. */
  readonly fromVersion?: number
}

/** One line, or as many as the width asks for. */
export const describeAlert = (
  alert: AlertView,
  style: Style,
  { nowMs = Date.now(), width = Infinity, fromVersion = alert.version }: LineSpec = {},
): string => {
  const severity = severityOf(alert)
  const { shape, format } = SEVERITY_LOOKS[severity]
  const isOpen = alert.status === 'open'
  const word = isOpen ? severity.toUpperCase() : alert.status.toUpperCase()
  const versions = fromVersion === alert.version ? `v${alert.version}` : `v${fromVersion}–${alert.version}`
  const texts = [
    ...contentOf(alert, nowMs),
    ...(alert.place?.text === undefined ? [] : [alert.place.text]),
    ...(alert.changes.length === 0 ? [] : [alert.changes.join(', ')]),
    ...(alert.state === 'unacknowledged' ? [] : [alert.state]),
    ...(alert.reason === null ? [] : [alert.reason]),
  ]
  const parts: readonly Part[] = [
    { text: `${alert.updatedAt.slice(11, 19)}Z` },
    { text: `${shape} ${word.padEnd(9)}`, look: isOpen ? format : 'dim' },
    ...(alert.exercise ? [{ text: ' EXERCISE ', look: 'inverse' } as const] : []),
    ...texts.map((text) => ({ text })),
    { text: `${alert.alertId} ${versions}`, look: 'dim' },
  ]
  return layParts(parts, style, width)
}

const GAP = '  '
const INDENT = '    '

/** The parts in as few lines as hold them; one that is wider than a line is broken between words. */
const layParts = (parts: readonly Part[], style: Style, width: number): string => {
  let [text, column] = ['', 0]
  for (const { text: part, look } of parts) {
    const paint = (line: string) => (look === undefined ? line : style(look, line))
    if (column > 0 && column + GAP.length + part.length <= width) {
      text += GAP + paint(part)
      column += GAP.length + part.length
      continue
    }
    const lines = wrapWords(part, width - INDENT.length)
    text += `${column === 0 ? '' : `\n${INDENT}`}${lines.map(paint).join(`\n${INDENT}`)}`
    column = INDENT.length + (lines.at(-1)?.length ?? 0)
  }
  return text
}

const contentOf = (alert: AlertView, nowMs: number): readonly string[] => {
  switch (alert.kind) {
    case 'diagnostic':
      return [
        `${DIAGNOSTIC_TITLES[alert.cause]}: ${alert.subject}`,
        `${alert.count}× from ${alert.firstAt} to ${alert.lastAt}`,
        alert.detail,
      ]
    case 'distress': {
      const { device, craftId, test, place, lastHeardAt } = alert
      return [
        `${test ? 'distress test' : 'DISTRESS'}: ${DISTRESS_DEVICE_TITLES[device]} ${craftId}`,
        place === null ? 'place not known' : formatPlace(place),
        `heard ${lastHeardAt}`,
      ]
    }
    case 'inbound-group':
      return inboundSummary(alert, nowMs)
    case 'mass-arrival': {
      const craft = `${alert.craft.length + (alert.craftMore ?? 0)} craft`
      return [formatSum(alert.unauthorised), craft, alert.areaId]
    }
    case 'source-limit':
      return [`limit of ${alert.sourcesMax} watched sources reached ${alert.reachedAt}`]
    case 'source-silent': {
      const since = alert.status === 'open' ? 'silent since' : 'was silent since'
      return [`source ${alert.source.id} ${since} ${alert.lastHeardAt}`]
    }
    default:
      return alert satisfies never
  }
}
