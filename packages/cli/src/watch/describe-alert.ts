import { type AlertView, DIAGNOSTIC_TITLES, DISTRESS_DEVICE_TITLES, formatSum } from '@landfall/contracts'
import type { Terminal } from '../command-line/create-terminal.ts'
import { formatPlace } from './format-place.ts'
import { inboundSummary } from './inbound-lines.ts'

type Style = Terminal['style']

/** Shape, word and colour each say the severity, so that no one of them has to be seen. */
const LOOKS = {
  alarm: { shape: '▲', format: ['bold', 'red'] },
  warning: { shape: '◆', format: ['bold', 'yellow'] },
  caution: { shape: '●', format: 'cyan' },
} as const

/** One line. `nowMs` decides how far off an arrival is. */
export const describeAlert = (alert: AlertView, style: Style, nowMs = Date.now()): string => {
  const { shape, format } = LOOKS[alert.severity]
  const isOpen = alert.status === 'open'
  const word = isOpen ? alert.severity.toUpperCase() : alert.status.toUpperCase()
  const parts = [
    `${alert.updatedAt.slice(11, 19)}Z`,
    style(isOpen ? format : 'dim', `${shape} ${word.padEnd(9)}`),
    ...(alert.exercise ? [style('inverse', ' EXERCISE ')] : []),
    ...contentOf(alert, nowMs),
    ...(alert.changes.length === 0 ? [] : [alert.changes.join(', ')]),
    ...(alert.state === 'unacknowledged' ? [] : [alert.state]),
    ...(alert.reason === null ? [] : [alert.reason]),
    style('dim', `${alert.alertId} v${alert.version}`),
  ]
  return parts.join('  ')
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
