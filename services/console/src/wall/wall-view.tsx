import type { AlertView } from '@landfall/contracts'
import { Icon } from '../alert/icon.tsx'
import { severityOf } from '../alert/severity-of.ts'
import { WorldTag } from '../alert/world-tag.tsx'
import { ForeignText } from '../format/foreign-text.tsx'
import { formatApproxDuration } from '../format/format-approx-duration.ts'
import { formatNz, formatUtc } from '../format/format-utc.ts'
import { MapPanel } from '../map/map-panel.tsx'
import { type RangePositions, rangePositions } from '../panel/range-positions.ts'
import type { Sounds } from '../sound/sounds.ts'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { WallFoot } from './wall-foot.tsx'
import type { WallTurn } from './wall-turn.ts'
import { type WallWords, wallWords } from './wall-words.ts'

type Props = { readonly state: State; readonly con: Console; readonly sounds: Sounds; readonly hasWebGl: boolean }

/** For a screen on a wall, read at 5 m: one alert at a time, the sea beside it, and what else is open below. */
export const WallView = ({ state, con, sounds, hasWebGl }: Props) => {
  const nowMs = select.serverNowMs(state)
  const pinned = state.alerts.get(state.route.alertId ?? '')?.alert
  const turn = select.wallTurn(state)
  const alert = pinned ?? turn.alert ?? undefined
  return (
    <main id="main" tabIndex={-1} class="wall">
      {alert === undefined ? <NothingOpen state={state} /> : <Standing alert={alert} nowMs={nowMs} />}
      <MapPanel alert={undefined} state={state} con={con} hasWebGl={hasWebGl} mayLoad />
      <WallFoot state={state} sounds={sounds} turn={pinned === undefined ? turn : pinnedTurn(turn, pinned)} />
    </main>
  )
}

/** An alert that was named in the address stands still; the others are still listed. */
const pinnedTurn = (turn: WallTurn, pinned: AlertView): WallTurn => ({
  ...turn,
  next: [turn.alert, ...turn.next].filter((alert) => alert !== null).filter((alert) => alert !== pinned),
})

const NothingOpen = ({ state }: { readonly state: State }) => (
  <>
    <header class="wall-band">
      <Icon name={state.hasSnapshot ? 'check' : 'dot'} />
      <h1>{state.hasSnapshot ? 'No open alerts' : 'Fetching the alerts …'}</h1>
    </header>
    <div class="wall-main" />
  </>
)

const Standing = ({ alert, nowMs }: { readonly alert: AlertView; readonly nowMs: number }) => {
  const words = wallWords(alert, nowMs)
  const severity = severityOf(alert)
  const waits = alert.state === 'unacknowledged'
  const raisedMs = Date.parse(alert.raisedAt)
  return (
    <>
      <header class={`wall-band ${severity}${waits ? ' flash' : ''}${alert.exercise ? ' exercise' : ''}`}>
        <Icon name={severity} />
        <h1>{severity.toUpperCase()}</h1>
        <WorldTag exercise={alert.exercise} />
        <span class="kind">{words.kind}</span>
        <span class="since">
          <span class="who">
            <AttentionWords alert={alert} />
          </span>{' '}
          <strong>{formatApproxDuration(nowMs - raisedMs)}</strong>
        </span>
      </header>
      <div class="wall-main">
        {words.number !== null && <People words={words} />}
        {words.threshold !== null && 'unauthorised' in alert && (
          <RangeBar positions={rangePositions(alert.unauthorised, words.threshold)} />
        )}
        <h2>
          <ForeignText>{words.place}</ForeignText>
        </h2>
        <p class="position">{words.position}</p>
        <ul>
          {words.facts.map((fact) => (
            <li key={fact}>
              <ForeignText>{fact}</ForeignText>
            </li>
          ))}
          <li>
            Raised {formatUtc(raisedMs)} · {formatNz(raisedMs)}
          </li>
        </ul>
      </div>
    </>
  )
}

const AttentionWords = ({ alert }: { readonly alert: AlertView }) =>
  alert.acknowledgement === null ? (
    <>Nobody has acknowledged</>
  ) : (
    <>
      Acknowledged by <ForeignText>{alert.acknowledgement.operator ?? 'somebody'}</ForeignText>
    </>
  )

const People = ({ words: { number, beside, range, threshold } }: { readonly words: WallWords }) => (
  <p class="people">
    <strong class="number">{number}</strong>
    <span>
      {beside}
      <span class="range">
        {range}
        {threshold !== null && (
          <>
            <br />
            threshold more than <strong>{threshold}</strong>
          </>
        )}
      </span>
    </span>
  </p>
)

const RangeBar = ({ positions: { min, likely, max, threshold } }: { readonly positions: RangePositions }) => (
  <svg class="wall-bar" viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect class="whole" x="0" y="4" width="100" height="8" />
    <rect class="maybe" x={min} y="4" width={Math.max(0.5, max - min)} height="8" />
    <rect class="sure" x="0" y="4" width={min} height="8" />
    <rect class="likely" x={likely - 0.4} y="1" width="0.8" height="14" />
    <rect class="threshold" x={threshold - 0.4} y="0" width="0.8" height="16" />
  </svg>
)
