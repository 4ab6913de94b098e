import type { Console } from '../state/create-console.ts'
import type { State } from '../state/state.ts'
import { canAcknowledge, checkedWith, howChecked } from './order/checked-with.ts'
import type { ShownAlerts } from './order/shown-alerts.ts'
import { TriState } from './rows/tri-state.tsx'

type Props = { readonly state: State; readonly con: Console; readonly shown: ShownAlerts }

/** Acknowledges several of a long list at once: the chosen ones, else all that are shown. Always of one height, so that no row moves. */
export const SeveralBar = ({ state, con, shown }: Props) => {
  const { checked } = state.list
  const open = shown.alerts.filter(canAcknowledge)
  const chosen = open.filter(({ alertId }) => checked.has(alertId))
  const hasChosen = chosen.length > 0
  const wanted = hasChosen ? chosen : open
  const inOrder = wanted.toSorted((a, b) => state.order.indexOf(a.alertId) - state.order.indexOf(b.alertId))
  return (
    <div class={`several-bar${hasChosen ? ' chosen' : ''}`}>
      <TriState
        label="Choose all unacknowledged that are shown"
        value={howChecked(checked, open)}
        onChange={(isChecked) => con.arrange({ checked: checkedWith(checked, open, isChecked) })}
      />
      <span class="count">{hasChosen ? `${chosen.length} chosen` : `${open.length} unacknowledged`}</span>
      {hasChosen && (
        <button type="button" class="quiet" onClick={() => con.arrange({ checked: new Set() })}>
          Clear
        </button>
      )}
      <button
        type="button"
        class={hasChosen ? 'primary strong' : ''}
        aria-disabled={wanted.length === 0 || state.busy}
        onClick={() => wanted.length > 0 && con.setDialog({ kind: 'acknowledge-several', alerts: inOrder })}
      >
        {hasChosen ? `Acknowledge ${chosen.length} …` : `Acknowledge all ${open.length} …`}
      </button>
    </div>
  )
}
