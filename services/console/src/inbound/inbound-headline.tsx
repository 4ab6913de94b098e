import { type AlertViewOf, countedPeople, describeEtaPhase } from '@landfall/contracts'
import { formatSum } from '../format/format-interval.ts'
import { craftStates, noEtaWords } from './approach-words.ts'
import { coastWords } from './coast-words.ts'
import { etaClock, etaSpan } from './eta-span.ts'

type Props = { readonly alert: AlertViewOf<'inbound-group'>; readonly nowMs: number }

/** How many, when, where, by which craft. */
export const InboundHeadline = ({ alert, nowMs }: Props) => {
  const { eta, craft, craftMore, unauthorised, arrived, inbound, threshold, certainty, status } = alert
  const phase = status === 'open' ? describeEtaPhase(eta, nowMs) : null
  return (
    <span class="inbound-headline">
      <strong>{formatSum(unauthorised)}</strong> {countedPeople(alert)}; of the likely ones {arrived} have arrived and{' '}
      {inbound} approach. The threshold is more than {threshold}. <strong>{certainty}</strong>.{' '}
      {eta === null ? (
        <strong>{noEtaWords(craft)}.</strong>
      ) : (
        <>
          <strong>ETA {etaSpan(eta)}</strong>
          {phase !== null && `, ${phase.words}`}, likely {etaClock(eta.likely)}.
        </>
      )}{' '}
      {[craftStates(craft, craftMore), coastWords(craft)].filter((text) => text !== '').join('; ')}.
    </span>
  )
}
