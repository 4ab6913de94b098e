import { statusStrip } from '../model/status-strip.ts'
import { nzWatch, utcWatch } from '../model/times.ts'
import type { Console } from '../state/console.ts'
import type { State } from '../state/state.ts'
import { alarmsInWindow } from '../state/take-event.ts'
import { SoundControl } from './sound-control.tsx'

type Props = { readonly state: State; readonly con: Console; readonly sounds: SoundSwitch }
export type SoundSwitch = {
  readonly on: () => void
  readonly off: () => void
  readonly test: (sound: 'alarm' | 'warning') => void
}

/** One line that says whether the picture can be trusted, all of it reckoned anew each second. */
export const StatusStrip = ({ state, con, sounds }: Props) => {
  const strip = statusStrip(state.feed, state.nowMs)
  const alarms = alarmsInWindow(state.alarmTimesMs, state.nowMs + (state.feed?.clockOffsetMs ?? 0))
  return (
    <header class="strip">
      <h1>Landfall</h1>
      <dl>
        {[strip.connection, strip.newest, strip.sources, strip.clock].map(({ label, text, tone, detail }) => (
          <div key={label} class={`item ${tone}`} title={detail}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        <div class={`item ${alarms > 0 ? 'odd' : 'good'}`}>
          <dt>Alarms, last 10 min</dt>
          <dd>{alarms}</dd>
        </div>
        <div class="item good watch-time">
          <dt>Watch</dt>
          <dd>
            {utcWatch(state.nowMs)} <span class="nz">{nzWatch(state.nowMs)}</span>
          </dd>
        </div>
      </dl>
      {state.feed?.phase === 'waiting' && (
        <button type="button" onClick={con.reconnect}>
          Connect now
        </button>
      )}
      {!state.route.kiosk && <SoundControl state={state} con={con} sounds={sounds} />}
    </header>
  )
}
