import { useRef } from 'preact/hooks'
import { SeverityMark } from '../alert/severity-mark.tsx'
import type { Console } from '../state/console.ts'
import { chosenOf } from '../state/select.ts'
import { serverNowMs } from '../state/server-now.ts'
import type { AlertEntry, State } from '../state/state.ts'
import { alertRow } from './alert-row.ts'
import { CountBar } from './count-bar.tsx'
import { FilterBar } from './filter-bar.tsx'
import { isFiltering, type ShownAlerts } from './shown-alerts.ts'

type Props = { readonly state: State; readonly con: Console; readonly shown: ShownAlerts }
const CHANGED_MS = 60_000
const HOLD_MS = 4_000

/** The list comes first: it works when nothing else does. */
export const AlertList = ({ state, con, shown }: Props) => {
  const rest = useRef<ReturnType<typeof setTimeout>>()
  const release = () => con.holdOrder(false)
  // A pointer or a focus that was left lying on the list must not keep an old order for ever.
  const hold = () => {
    con.holdOrder(true)
    clearTimeout(rest.current)
    rest.current = setTimeout(release, HOLD_MS)
  }
  return (
    <section class="list" aria-labelledby="list-heading">
      <h2 id="list-heading">Alerts ({shown.alerts.length})</h2>
      {!state.route.kiosk && <FilterBar state={state} con={con} />}
      <HiddenNotice shown={shown} con={con} filtering={isFiltering(state.route.filter)} />
      {shown.alerts.length === 0 && <p class="empty">{emptyWords(state, shown)}</p>}
      <ul class="alerts" onPointerMove={hold} onPointerLeave={release} onKeyDown={hold} onFocusCapture={hold}>
        {state.order.map((alertId) => {
          const held = state.alerts.get(alertId)
          return held && <Row key={alertId} held={held} state={state} con={con} />
        })}
      </ul>
    </section>
  )
}

const emptyWords = ({ everHeld }: State, { hidden }: ShownAlerts): string => {
  if (!everHeld) return 'Nothing is known yet: the alerts are being fetched.'
  return hidden > 0 ? 'No alert passes.' : 'No alerts.'
}

const HiddenNotice = ({
  shown: { hidden, hiddenAlarms },
  con,
  filtering,
}: {
  readonly shown: ShownAlerts
  readonly con: Console
  readonly filtering: boolean
}) =>
  hidden === 0 && !filtering ? null : (
    <p class={`hidden-notice${hiddenAlarms > 0 ? ' with-alarms' : ''}`}>
      <strong>
        {`${filtering ? 'FILTER ON' : 'NOT ALL SHOWN'}, ${hidden} hidden`}
        {hiddenAlarms > 0 && ` (${hiddenAlarms} ${hiddenAlarms === 1 ? 'alarm' : 'alarms'})`}
      </strong>
      <button type="button" onClick={() => showAll(con)}>
        Show all
      </button>
    </p>
  )

export const showAll = (con: Console): void => {
  con.prefer({ world: 'both' })
  con.go({ filter: { severities: [], states: [], areaIds: [] }, world: null })
}

const Row = ({ held, state, con }: { readonly held: AlertEntry; readonly state: State; readonly con: Console }) => {
  const nameOf = (areaId: string) => state.areas.find((area) => area.areaId === areaId)?.areaId.toUpperCase() ?? areaId
  const row = alertRow(held.alert, serverNowMs(state), nameOf)
  const isSelected = chosenOf(state) === row.alertId
  const isFresh = held.changed !== '' && state.nowMs - held.changedAtMs < CHANGED_MS
  const classes = ['row', row.severity, row.exercise && 'exercise', row.ended && 'ended', isSelected && 'selected']
  return (
    <li class={classes.filter(Boolean).join(' ')}>
      <button
        type="button"
        data-alert-id={row.alertId}
        aria-current={isSelected ? 'true' : undefined}
        onClick={() => con.go({ alertId: row.alertId, view: 'watch' })}
      >
        <span class="first">
          <SeverityMark severity={row.severity} flashing={row.unacknowledged && !row.ended} />
          {row.exercise && <span class="tag exercise-tag">EXERCISE</span>}
          <span class="title">{row.title}</span>
          {isFresh && <span class="tag changed">{held.changed}</span>}
        </span>
        {row.people !== '' && (
          <span class="people">
            <span>
              <strong>{row.people}</strong> without permission
            </span>
            <span class="limit">{row.limit}</span>
            {row.bar !== null && <CountBar bar={row.bar} />}
          </span>
        )}
        <span class="rest">
          {[row.certainty, row.craft, row.area, row.age].filter((text) => text !== '').join(' · ')}
        </span>
        <span class={`state${row.unacknowledged ? ' unacknowledged' : ''}`}>{row.state}</span>
      </button>
    </li>
  )
}
