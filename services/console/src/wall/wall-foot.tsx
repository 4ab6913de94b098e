import type { AlertView } from '@landfall/contracts'
import { Icon } from '../alert/icon.tsx'
import { severityOf } from '../alert/severity-of.ts'
import { ForeignText } from '../format/foreign-text.tsx'
import { formatNz, formatUtcTime } from '../format/format-utc.ts'
import { SoundSwitch } from '../sound/sound-switch.tsx'
import type { Sounds } from '../sound/sounds.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { pictureStatus } from '../status/picture-status.ts'
import type { WallTurn } from './wall-turn.ts'
import { wallLine } from './wall-words.ts'

const NEXT_MAX = 2

type Props = { readonly state: State; readonly sounds: Sounds; readonly turn: WallTurn }

/** What comes next and what else is open; whether the picture can be trusted; the time. */
export const WallFoot = ({ state, sounds, turn }: Props) => {
  const nowMs = select.serverNowMs(state)
  const { fault, connection, newest } = pictureStatus(state.feed, state.nowMs)
  return (
    <footer class={fault === null || !state.hasSnapshot ? 'wall-foot' : 'wall-foot faulty'}>
      {fault !== null && state.hasSnapshot ? (
        <p class="picture-fault">
          <Icon name="signal-lost" />
          <span>
            <strong>{fault.what}</strong>
            <br />
            {fault.known}
          </span>
        </p>
      ) : (
        <Next turn={turn} nowMs={nowMs} isPinned={state.route.alertId !== null} />
      )}
      <div class="wall-state">
        <span class={`item ${connection.tone}`}>
          <Icon name="dot" small />
          {connection.text}, {newest.text.replace('Latest report ', '')}
        </span>
        <span class="item">
          <SoundSwitch phase={state.sound.phase} sounds={sounds} />
          {state.sound.phase !== 'on' && <strong>No sound: press once</strong>}
        </span>
      </div>
      <p class="watch-time">
        <span>
          <strong>{formatUtcTime(nowMs).slice(0, 5)}</strong> UTC
        </span>
        <span class="nz">{formatNz(nowMs)}</span>
      </p>
    </footer>
  )
}

type NextProps = { readonly turn: WallTurn; readonly nowMs: number; readonly isPinned: boolean }

const Next = ({ turn: { number, of, next, waiting, acknowledged }, nowMs, isPinned }: NextProps) => {
  const more = next.length - NEXT_MAX + waiting
  const rest = [
    more > 0 ? `${more} more wait` : '',
    acknowledged > 0 ? `${acknowledged} acknowledged` : '',
    isPinned ? 'this one stands still' : of > 1 ? `${number} of ${of}` : '',
  ].filter((part) => part !== '')
  return (
    <div class="wall-next">
      <ul>
        {next.slice(0, NEXT_MAX).map((alert) => (
          <NextLine key={alert.alertId} alert={alert} nowMs={nowMs} />
        ))}
      </ul>
      <p>{rest.join(' · ')}</p>
    </div>
  )
}

const NextLine = ({ alert, nowMs }: { readonly alert: AlertView; readonly nowMs: number }) => (
  <li>
    <Icon name={severityOf(alert)} label={severityOf(alert)} />
    <ForeignText>{wallLine(alert, nowMs)}</ForeignText>
  </li>
)
