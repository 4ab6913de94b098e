import type { ComponentChildren } from 'preact'
import { formatNzClock, formatUtcClock } from '../format/format-utc.ts'
import { SoundControl } from '../sound/sound-control.tsx'
import type { Console } from '../state/console.ts'
import { alarmsWords } from '../state/reduce-feed-event.ts'
import { worldFilterOf } from '../state/select.ts'
import { serverNowMs } from '../state/server-now.ts'
import type { State } from '../state/state.ts'
import { pictureStatus, type SourceRow, type StatusItem, sourceRows } from './picture-status.ts'

type Props = { readonly state: State; readonly con: Console; readonly sounds: SoundSwitch }
export type SoundSwitch = {
  readonly on: () => void
  readonly off: () => void
  readonly test: () => void
}

/** One line that says whether the picture can be trusted, all of it reckoned anew each second. */
export const StatusStrip = ({ state, con, sounds }: Props) => {
  const strip = pictureStatus(state.feed, state.nowMs)
  const nowMs = serverNowMs(state)
  const alarms = alarmsWords(state.alarmTimes, worldFilterOf(state), nowMs)
  return (
    <header class="strip">
      <h1>Landfall</h1>
      <dl>
        <Item item={strip.connection} />
        <Item item={strip.newest} />
        <Item item={strip.sources}>
          <Sources rows={sourceRows(state.feed, state.nowMs)} text={strip.sources.text} />
        </Item>
        <Item item={strip.clock} />
        <div class={`item ${alarms === '0' ? 'good' : 'odd'}`}>
          <dt>Alarms, 10 min</dt>
          <dd>{alarms}</dd>
        </div>
        <div class="item good watch-time">
          <dt>Watch</dt>
          <dd>
            <span>{formatUtcClock(nowMs)}</span> <span class="nz">{formatNzClock(nowMs)}</span>
          </dd>
        </div>
      </dl>
      {state.feed?.phase === 'waiting' && (
        <button type="button" onClick={con.reconnect}>
          Connect now
        </button>
      )}
      {state.feed?.phase === 'stopped' && (
        <button type="button" class="strong" onClick={() => location.reload()}>
          Log in again
        </button>
      )}
      {!state.route.kiosk && <SoundControl state={state} con={con} sounds={sounds} />}
    </header>
  )
}

const Item = ({ item, children }: { readonly item: StatusItem; readonly children?: ComponentChildren }) => (
  <div class={`item ${item.tone}`} title={item.detail}>
    <dt>{item.label}</dt>
    <dd>{children ?? item.text}</dd>
  </div>
)

/** In one line, and each of them when it is opened. */
const Sources = ({ rows, text }: { readonly rows: readonly SourceRow[]; readonly text: string }) =>
  rows.length === 0 ? (
    text
  ) : (
    <details class="sources">
      <summary>{text}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">Last heard</th>
            <th scope="col">Newest it told of</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, kind, silent, heard, newest }) => (
            <tr key={id} class={silent ? 'silent' : ''}>
              <th scope="row">
                {silent && <strong>SILENT </strong>}
                {id} <span class="about">{kind}</span>
              </th>
              <td>{heard}</td>
              <td>{newest}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
