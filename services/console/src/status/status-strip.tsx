import type { ComponentChildren } from 'preact'
import { formatNzClock, formatUtcClock } from '../format/format-utc.ts'
import { SoundControl } from '../sound/sound-control.tsx'
import type { SoundSwitch } from '../sound/sound-switch.ts'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { pictureStatus, type StatusItem } from './picture-status.ts'
import { recentAlarms } from './recent-alarms.ts'
import { SourcesTable } from './sources-table.tsx'

type Props = { readonly state: State; readonly con: Console; readonly sounds: SoundSwitch }

/** One line that says whether the picture can be trusted, worked out again each second. */
export const StatusStrip = ({ state, con, sounds }: Props) => {
  const status = pictureStatus(state.feed, state.nowMs)
  const nowMs = select.serverNowMs(state)
  const alarms = recentAlarms(state.alarmTimes, select.worldFilter(state), nowMs)
  return (
    <header class="strip">
      <h1>Landfall</h1>
      <dl>
        <Item item={status.connection} />
        <Item item={status.newest} />
        <Item item={status.sources}>
          <SourcesTable feed={state.feed} nowMs={state.nowMs} summary={status.sources.text} />
        </Item>
        <Item item={status.clock} />
        {status.notShown !== null && <Item item={status.notShown} />}
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
      <ConnectionButton phase={state.feed?.phase} onReconnect={con.reconnect} />
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

type ButtonProps = { readonly phase: string | undefined; readonly onReconnect: () => void }

const ConnectionButton = ({ phase, onReconnect }: ButtonProps) => (
  <>
    {phase === 'waiting' && (
      <button type="button" onClick={onReconnect}>
        Connect now
      </button>
    )}
    {phase === 'stopped' && (
      <button type="button" class="strong" onClick={() => location.reload()}>
        Sign in
      </button>
    )}
  </>
)
