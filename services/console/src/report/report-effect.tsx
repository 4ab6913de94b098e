import { formatSum, type PreviewedAlert } from '@landfall/contracts'
import { headingOf } from '../alert/heading-of.ts'
import { Icon } from '../alert/icon.tsx'
import { etaSpan } from '../inbound/eta-span.ts'
import type { State } from '../state/state.ts'
import { loudWord, previewWords } from './preview-words.ts'
import type { PreviewState } from './use-preview.ts'

type Props = { readonly preview: PreviewState; readonly state: State }

const WORDS = {
  incomplete: 'When the form is complete it says here what the report would do, before it is sent.',
  asking: 'Working out what it would do …',
  failed: 'What it does cannot be worked out: the service does not answer. It can be sent all the same.',
} as const

/** What the report would do, by the rules that count, before it is sent. */
export const ReportEffect = ({ preview, state }: Props) => {
  if (typeof preview === 'string')
    return (
      <section class="report-effect" aria-label="What this report does" aria-live="polite">
        <p class="hint">{WORDS[preview]}</p>
      </section>
    )
  const { title, about } = previewWords(preview)
  return (
    <section class="report-effect" aria-label="What this report does" aria-live="polite">
      <h3>{title}</h3>
      {preview.outcome === 'known' &&
        preview.effects.map(({ alertId, before, after }) => {
          const alert = state.alerts.get(alertId ?? '')?.alert
          return (
            <div key={alertId ?? 'new'}>
              {alert !== undefined && <p class="about">{headingOf(alert)}</p>}
              <dl class="effect-rows">
                {before !== null && <EffectRow label="Now" alert={before} />}
                {after !== null && <EffectRow label="After" alert={after} />}
              </dl>
            </div>
          )
        })}
      <p class="about">{about}</p>
    </section>
  )
}

const EffectRow = ({ label, alert }: { readonly label: string; readonly alert: PreviewedAlert }) => {
  const { severity, unauthorised, craft, eta } = alert
  return (
    <div class={severity}>
      <dt>{label}</dt>
      <dd>
        <Icon name={severity} /> <span class="effect-severity">{loudWord(alert)}</span>
        <span class="effect-likely">{unauthorised.likely}</span>
        <span class="about">
          {formatSum(unauthorised)} · {craft} craft{eta !== null && ` · landing ${etaSpan(eta)}`}
        </span>
      </dd>
    </div>
  )
}
