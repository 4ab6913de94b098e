import { useRef } from 'preact/hooks'
import { DistressMark } from '../alert/distress-mark.tsx'
import { InboundMark } from '../alert/inbound-mark.tsx'
import { KIND_WORDS } from '../alert/kind-words.ts'
import { SeverityMark } from '../alert/severity-mark.tsx'
import { WorldTag } from '../alert/world-tag.tsx'
import { ForeignText } from '../format/foreign-text.tsx'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { AlertEntry, State } from '../state/state.ts'
import { type AlertRow, alertRow } from './alert-row.ts'
import type { BarPositions as Bar } from './bar-positions.ts'
import { FilterBar } from './filter-bar.tsx'
import { showAll } from './show-all.ts'
import { isFiltering, type ShownAlerts } from './shown-alerts.ts'

type Props = { readonly state: State; readonly con: Console; readonly shown: ShownAlerts }

/** How long a row shows what has changed. */
const CHANGED_MS = 60_000
const FREEZE_MS = 4_000

/** The list comes first: it works even when nothing else does. */
export const AlertList = ({ state, con, shown }: Props) => {
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const release = () => con.freezeOrder(false)
  // Released after a while, or a pointer or focus left on the list would keep an old order for ever.
  const freeze = () => {
    con.freezeOrder(true)
    clearTimeout(timer.current)
    timer.current = setTimeout(release, FREEZE_MS)
  }
  return (
    <section class="list" aria-labelledby="list-heading">
      <h2 id="list-heading">Alerts ({shown.alerts.length})</h2>
      {!state.route.kiosk && <FilterBar state={state} con={con} />}
      <HiddenNotice shown={shown} con={con} filtering={isFiltering(state.route.filter)} />
      {shown.alerts.length === 0 && <p class="empty">{emptyWords(state, shown)}</p>}
      <ul class="alerts" onPointerMove={freeze} onPointerLeave={release} onKeyDown={freeze} onFocusCapture={freeze}>
        {state.order.map((alertId) => {
          const entry = state.alerts.get(alertId)
          return entry && <Row key={alertId} entry={entry} state={state} con={con} />
        })}
      </ul>
    </section>
  )
}

const emptyWords = ({ hasSnapshot }: State, { hidden }: ShownAlerts): string => {
  if (!hasSnapshot) return 'Nothing is known yet: the alerts are being fetched.'
  return hidden > 0 ? 'No alert passes.' : 'No alerts.'
}

type NoticeProps = { readonly shown: ShownAlerts; readonly con: Console; readonly filtering: boolean }

const HiddenNotice = ({ shown: { hidden, hiddenAlarms }, con, filtering }: NoticeProps) =>
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

type RowProps = { readonly entry: AlertEntry; readonly state: State; readonly con: Console }

const Row = ({ entry, state, con }: RowProps) => {
  const areaName = (areaId: string) =>
    state.areas.find((area) => area.areaId === areaId)?.areaId.toUpperCase() ?? areaId
  const row = alertRow(entry.alert, select.serverNowMs(state), areaName)
  const isSelected = select.chosenAlertId(state) === row.alertId
  const isFresh = entry.changed !== '' && state.nowMs - entry.changedAtMs < CHANGED_MS
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
          <WorldTag exercise={row.exercise} />
          <span class="title">
            <KindMark mark={row.mark} />
            <ForeignText>{row.title}</ForeignText>
          </span>
          {isFresh && <span class="tag changed">{entry.changed}</span>}
        </span>
        <People row={row} />
        {row.eta !== '' && (
          <span class={`eta ${row.phase ?? ''}`}>
            {row.phase !== null && <span class="tag phase">{row.phase}</span>} {row.eta}
          </span>
        )}
        <span class="rest">
          <ForeignText>
            {[row.certainty, row.craft, row.area, row.age].filter((text) => text !== '').join(' · ')}
          </ForeignText>
        </span>
        <span class={`state${row.unacknowledged ? ' unacknowledged' : ''}`}>
          <ForeignText>{row.state}</ForeignText>
        </span>
      </button>
      <Successor entry={entry} state={state} con={con} />
    </li>
  )
}

const KindMark = ({ mark }: Pick<AlertRow, 'mark'>) => {
  switch (mark) {
    case null:
      return null
    case 'call':
    case 'test':
      return <DistressMark isTest={mark === 'test'} />
    case 'inbound':
      return <InboundMark />
    default:
      return mark satisfies never
  }
}

/** The alert that goes on from an ended one. Beside the row's own button, since buttons cannot be inside each other. */
const Successor = ({ entry, state, con }: RowProps) => {
  const { supersededBy } = entry.alert
  if (supersededBy === null) return null
  const kind = state.alerts.get(supersededBy)?.alert.kind
  return (
    <button type="button" class="successor" onClick={() => con.go({ alertId: supersededBy, view: 'watch' })}>
      {`Superseded by ${supersededBy}${kind === undefined ? '' : ` (${KIND_WORDS[kind]})`}: go there`}
    </button>
  )
}

const People = ({ row: { people, counted, limit, bar } }: { readonly row: AlertRow }) =>
  people === '' ? null : (
    <span class="people">
      <span>
        <strong>{people}</strong> {counted}
      </span>
      <span class="limit">{limit}</span>
      {bar !== null && <CountBar bar={bar} />}
    </span>
  )

/** The range from least to most with the likely number, against the threshold. The text beside it says the same. */
const CountBar = ({ bar }: { readonly bar: Bar }) => (
  <svg class="count-bar" viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect class="whole" x="0" y="6" width="100" height="4" />
    <rect class="range" x={bar.min} y="4" width={Math.max(0.5, bar.max - bar.min)} height="8" />
    <rect class="least" x="0" y="4" width={bar.min} height="8" />
    <rect class="likely" x={bar.likely - 0.6} y="2" width="1.2" height="12" />
    <line class="edge" x1={bar.threshold} x2={bar.threshold} y1="0" y2="16" />
    <line class="threshold" x1={bar.threshold} x2={bar.threshold} y1="0" y2="16" />
  </svg>
)
