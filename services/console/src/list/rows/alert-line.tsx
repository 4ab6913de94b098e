import { headingOf } from '../../alert/heading-of.ts'
import { Icon } from '../../alert/icon.tsx'
import { WorldTag } from '../../alert/world-tag.tsx'
import { ForeignText } from '../../format/foreign-text.tsx'
import type { Console } from '../../state/create-console.ts'
import { select } from '../../state/select.ts'
import type { State } from '../../state/state.ts'
import { canAcknowledge, checkedWith } from '../order/checked-with.ts'
import type { ListLine } from '../order/list-lines.ts'
import { alertRow } from './alert-row.ts'
import { rowClass } from './row-class.ts'

type Props = {
  readonly line: Extract<ListLine, { readonly kind: 'alert' }>
  readonly style: { readonly top: string }
  readonly state: State
  readonly con: Console
}

/** One alert in one line, its numbers in columns. */
export const AlertLine = ({ line: { alert, position }, style, state, con }: Props) => {
  const row = alertRow(alert, select.serverNowMs(state))
  const isSelected = select.chosenAlertId(state) === alert.alertId
  const { checked } = state.list
  const check = (isChecked: boolean) => con.arrange({ checked: checkedWith(checked, [alert], isChecked) })
  return (
    <li
      class={`line ${rowClass(row, isSelected)}`}
      style={style}
      data-row={alert.alertId}
      aria-setsize={state.order.length}
      aria-posinset={position}
    >
      {canAcknowledge(alert) ? (
        <input
          type="checkbox"
          aria-label={`Choose ${headingOf(alert)}`}
          checked={checked.has(alert.alertId)}
          onChange={(event) => check(event.currentTarget.checked)}
        />
      ) : (
        <span />
      )}
      <button
        type="button"
        data-alert-id={alert.alertId}
        aria-current={isSelected ? 'true' : undefined}
        title={row.place}
        onClick={() => con.go({ alertId: alert.alertId, view: 'watch' })}
      >
        <Icon name={row.severity} label={row.severity} />
        <WorldTag exercise={row.exercise} />
        <span class="place">
          {row.icon !== 'arrival' && <Icon name={row.icon} small label={row.kind} />}
          <ForeignText>{row.place}</ForeignText>
          {row.eta !== '' && <span class={`eta ${row.phase ?? ''}`}>{row.eta}</span>}
          {row.isLate && (
            <span class="tag late">
              late<span class="out-of-sight"> report</span>
            </span>
          )}
        </span>
        <strong class="likely">{row.likely}</strong>
        <span class="range">{row.range}</span>
        <span class="craft">{row.craft}</span>
        <span class="age" title={`raised ${row.raised} UTC`}>
          {row.shortAge}
        </span>
        <span class="raised">{row.raised}</span>
        <Icon name={row.stateIcon} small label={row.state} />
      </button>
    </li>
  )
}
