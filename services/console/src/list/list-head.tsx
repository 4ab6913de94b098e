import type { AlertView } from '@landfall/contracts'
import { Icon } from '../alert/icon.tsx'
import { shortcutOf } from '../navigation/keys.ts'
import type { Console } from '../state/create-console.ts'
import type { State } from '../state/state.ts'
import { focusRow } from './focus-row.ts'
import { SEARCH_ID } from './go-to-search.ts'
import { canAcknowledge } from './order/checked-with.ts'
import type { ShownAlerts } from './order/shown-alerts.ts'

type Props = { readonly state: State; readonly con: Console; readonly shown: ShownAlerts }

/** How many alerts there are, and the search. */
export const ListHead = ({ state, con, shown }: Props) => {
  const goToFirst = (event: Event) => {
    event.preventDefault()
    const [first] = state.order
    if (first !== undefined) con.go({ alertId: first, view: 'watch' })
    leave(first ?? null)
  }
  const clear = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    con.arrange({ search: '' })
    leave(state.route.alertId)
  }
  const open = shown.alerts.filter(canAcknowledge)
  return (
    <div class="list-head">
      <h2 id="list-heading">
        Alerts <span class="count">{shown.alerts.length}</span>
      </h2>
      {!state.route.kiosk && (
        <form class="search" aria-label="Search" onSubmit={goToFirst}>
          <Icon name="find" small />
          <input
            id={SEARCH_ID}
            type="search"
            aria-label="Search alerts: place, craft or identifier"
            placeholder="Place, craft or id"
            autocomplete="off"
            aria-keyshortcuts={shortcutOf('search', state.preferences.singleKeys)}
            value={state.list.search}
            onInput={(event) => con.arrange({ search: event.currentTarget.value })}
            onKeyDown={clear}
          />
          <kbd>/</kbd>
        </form>
      )}
      {!state.route.kiosk && state.list.groups.length === 0 && <AcknowledgeAll state={state} con={con} open={open} />}
    </div>
  )
}

/** Leaves the field, so that the next key is a command again. */
const leave = (alertId: string | null): void => {
  setTimeout(() => {
    if (alertId === null || !focusRow(alertId)) document.getElementById(SEARCH_ID)?.blur()
  })
}

type AllProps = { readonly state: State; readonly con: Console; readonly open: readonly AlertView[] }

/** Of a short list; a long one has a bar for it. */
const AcknowledgeAll = ({ state, con, open }: AllProps) =>
  open.length < 2 ? null : (
    <button
      type="button"
      class="square"
      title={`Acknowledge all ${open.length} …`}
      aria-label={`Acknowledge all ${open.length} …`}
      aria-disabled={state.busy}
      onClick={() => con.setDialog({ kind: 'acknowledge-several', alerts: open })}
    >
      <Icon name="check" small />
    </button>
  )
