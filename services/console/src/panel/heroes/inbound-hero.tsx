import { type AlertViewOf, describeEtaPhase } from '@landfall/contracts'
import { craftStates, noEtaWords } from '../../inbound/approach-words.ts'
import { etaClock, etaSpan } from '../../inbound/eta-span.ts'
import { NumberHero } from './number-hero.tsx'

type Props = { readonly alert: AlertViewOf<'inbound-group'>; readonly nowMs: number }

/** The number, then when they may arrive. */
export const InboundHero = ({ alert, nowMs }: Props) => {
  const { eta, craft, craftMore, status } = alert
  const phase = status === 'open' ? describeEtaPhase(eta, nowMs) : null
  return (
    <>
      <NumberHero alert={alert} />
      <p class={`hero-line ${phase?.phase ?? ''}`}>
        <strong>{eta === null ? noEtaWords(craft) : `ETA ${etaSpan(eta)}`}</strong>
        {eta !== null && ` · likely ${etaClock(eta.likely)}`}
        {phase !== null && (
          <>
            {' '}
            · <strong>{phase.words}</strong>
          </>
        )}
      </p>
      <p class="hero-line about">{craftStates(craft, craftMore)}</p>
    </>
  )
}
