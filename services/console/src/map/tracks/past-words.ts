import type { AlertView } from '@landfall/contracts'
import { formatApproxDuration } from '../../format/format-approx-duration.ts'
import { formatSum } from '../../format/format-interval.ts'
import { formatUtc } from '../../format/format-utc.ts'

/** What is shown: `26 Nov 23:40 UTC, 2 h 20 min ago. Version 3: WARNING, 33–54, likely 46` */
export const pastWords = (alert: AlertView | undefined, pastMs: number, nowMs: number): string => {
  const when = `${formatUtc(pastMs)}, ${formatApproxDuration(nowMs - pastMs)} ago`
  return alert === undefined ? `${when}. Not raised yet` : `${when}. ${versionWords(alert)}`
}

const versionWords = (alert: AlertView): string => {
  const people = 'unauthorised' in alert ? `, ${formatSum(alert.unauthorised)}` : ''
  const status = alert.status === 'open' ? '' : `, ${alert.status}`
  return `Version ${alert.version}: ${alert.severity.toUpperCase()}${people}${status}`
}
