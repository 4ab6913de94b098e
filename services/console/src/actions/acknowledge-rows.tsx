import type { AlertView } from '@landfall/contracts'
import { headingOf } from '../alert/heading-of.ts'
import { Icon } from '../alert/icon.tsx'
import { SeverityMark } from '../alert/severity-mark.tsx'
import { WorldTag } from '../alert/world-tag.tsx'
import { ForeignText } from '../format/foreign-text.tsx'
import { alertRow } from '../list/rows/alert-row.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import type { Outcomes } from './outcomes-words.ts'

type Props = {
  readonly alerts: readonly AlertView[]
  /** Those that were taken out again; null once it can no longer be changed. */
  readonly without: ReadonlySet<string> | null
  readonly outcomes: Outcomes
  readonly state: State
  readonly onChange: (without: ReadonlySet<string>) => void
}

/** Each alert by name, as it was on the screen; what failed first, once it is known. */
export const AcknowledgeRows = ({ alerts, without, outcomes, state, onChange }: Props) => {
  const failed = ({ alertId }: AlertView) => outcomes.get(alertId)?.good === false
  const nowMs = select.serverNowMs(state)
  const toggle = (alertId: string, isWanted: boolean) => {
    const next = new Set(without)
    if (isWanted) next.delete(alertId)
    else next.add(alertId)
    onChange(next)
  }
  return (
    <ul class="several-rows">
      {[...alerts.filter(failed), ...alerts.filter((alert) => !failed(alert))].map((alert) => {
        const row = alertRow(alert, nowMs)
        const outcome = outcomes.get(alert.alertId)
        return (
          <li key={alert.alertId}>
            <label>
              <input
                type="checkbox"
                disabled={without === null}
                checked={without?.has(alert.alertId) !== true}
                onChange={(event) => toggle(alert.alertId, event.currentTarget.checked)}
              />
              <SeverityMark severity={row.severity} withWord={false} />
              <WorldTag exercise={row.exercise} />
              <span class="heading">
                <ForeignText>{headingOf(alert)}</ForeignText>
              </span>
              <span class="numbers">
                <strong>{row.likely}</strong> {row.range}
              </span>
              {outcome?.good === true ? (
                <span class="done">
                  <Icon name="check" small /> {outcome.text}
                </span>
              ) : (
                <span class="age">{row.age}</span>
              )}
            </label>
            {outcome?.good === false && (
              <p class="failed">
                <ForeignText>{outcome.text}</ForeignText>
              </p>
            )}
          </li>
        )
      })}
    </ul>
  )
}
