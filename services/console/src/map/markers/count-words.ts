import { type AlertView, isDistressAlert, isInboundGroup } from '@landfall/contracts'
import { headingOf } from '../../alert/heading-of.ts'
import { SEVERITIES, severityOf } from '../../alert/severity-of.ts'
import { formatApproxDuration } from '../../format/format-approx-duration.ts'
import type { EdgeArrow, MarkedAlert } from './place-markers.ts'

/** `2 exercise alarms, 10 warnings, 3 of them unacknowledged`: what a count stands for. */
export const countWords = (alerts: readonly MarkedAlert[]): string => {
  const counts = SEVERITIES.flatMap((severity) => {
    const count = alerts.filter((alert) => alert.severity === severity).length
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`]
  })
  const unacknowledged = alerts.filter((alert) => alert.unacknowledged).length
  const world = alerts[0]?.exercise === true ? 'exercise: ' : ''
  return `${world}${counts.join(', ')}${unacknowledged === 0 ? '' : `, ${unacknowledged} unacknowledged`}`
}

/** What a marker of a single alert says to whoever cannot see it. */
export const alertWords = (alert: AlertView, isUnacknowledged: boolean): string =>
  [
    `${alert.exercise ? 'exercise ' : ''}${severityOf(alert)}: ${headingOf(alert)}`,
    ...(isUnacknowledged ? ['unacknowledged'] : []),
  ].join(', ')

/** `730 nm SE`, within 10 nm with one decimal. */
export const edgeWords = ({ distanceNm, direction }: EdgeArrow): string =>
  `${distanceNm.toFixed(distanceNm < 10 ? 1 : 0)} nm ${direction}`

/** The two lines of the label of the chosen alert. */
export const labelLines = (alert: AlertView, nowMs: number): readonly [string, string] => {
  if (isDistressAlert(alert)) {
    const heard = `heard ${formatApproxDuration(nowMs - Date.parse(alert.lastHeardAt))} ago`
    return [alert.test ? 'TEST' : 'DISTRESS', heard]
  }
  const word = isInboundGroup(alert) ? 'INBOUND' : severityOf(alert).toUpperCase()
  return [word, 'unauthorised' in alert ? `likely ${alert.unauthorised.likely}` : '']
}
