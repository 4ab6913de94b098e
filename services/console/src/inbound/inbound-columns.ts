import { type AlertViewOf, countedPeople, describeEtaPhase } from '@landfall/contracts'
import { formatApproxDuration } from '../format/format-approx-duration.ts'
import { formatSum } from '../format/format-interval.ts'
import { isolateText } from '../format/isolate-text.ts'
import { barPositions } from '../list/bar-positions.ts'
import { craftStates, noEtaWords } from './approach-words.ts'
import { coastWords } from './coast-words.ts'
import { etaSpan } from './eta-span.ts'
import { lastSeenMs } from './last-seen-ms.ts'

/** The columns of an inbound group in the list. `eta` and `phase` follow the clock, so they change without a message. */
export const inboundColumns = (alert: AlertViewOf<'inbound-group'>, nowMs: number, areaName: string) => {
  const isOpen = alert.status === 'open'
  const { craft, craftMore, eta } = alert
  const seenMs = lastSeenMs(craft)
  return {
    mark: 'inbound' as const,
    title: 'INBOUND group',
    certainty: alert.certainty,
    people: formatSum(alert.unauthorised),
    counted: countedPeople(alert),
    limit: isOpen ? `threshold more than ${alert.threshold}` : '',
    bar: isOpen ? barPositions(alert.unauthorised, alert.threshold) : null,
    eta: isOpen ? etaWords(eta === null ? noEtaWords(craft) : `ETA ${etaSpan(eta)}`, eta, nowMs) : '',
    phase: isOpen ? (describeEtaPhase(eta, nowMs)?.phase ?? null) : null,
    craft: craftStates(craft, craftMore),
    area: [isolateText(areaName), coastWords(craft)].filter((text) => text !== '').join(', '),
    age: seenMs === null ? '' : `seen ${formatApproxDuration(nowMs - seenMs)} ago`,
  }
}

const etaWords = (span: string, eta: AlertViewOf<'inbound-group'>['eta'], nowMs: number): string => {
  const described = describeEtaPhase(eta, nowMs)
  if (described === null) return span
  // The tag beside it already says overdue.
  return described.phase === 'overdue' ? `${span}: may need help` : `${span}, ${described.words}`
}
