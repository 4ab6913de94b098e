import { type AlertViewOf, describeEtaPhase } from '@landfall/contracts'
import { formatApproxDuration } from '../format/format-approx-duration.ts'
import { noEtaWords } from './approach-words.ts'
import { etaClock, etaSpan } from './eta-span.ts'
import { lastSeenMs } from './last-seen-ms.ts'

/** The columns of an inbound group in the list that follow the clock, so they change without a message. */
export const inboundColumns = (alert: AlertViewOf<'inbound-group'>, nowMs: number) => {
  const { craft, eta, status } = alert
  if (status !== 'open') return { certainty: '', eta: '', phase: null }
  const described = describeEtaPhase(eta, nowMs)
  const seenMs = lastSeenMs(craft)
  const seen = seenMs === null ? '' : `, seen ${formatApproxDuration(nowMs - seenMs)} ago`
  return {
    certainty:
      eta === null
        ? `${noEtaWords(craft)}${seen}`
        : `ETA ${etaSpan(eta, nowMs)} · ${described?.words.replace('overdue: ', '') ?? ''}`,
    eta: eta === null ? 'no ETA' : `ETA ${etaClock(eta.likely).replace(' UTC', '')}`,
    phase: described?.phase ?? null,
  }
}
