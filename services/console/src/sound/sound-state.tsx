import { Icon } from '../alert/icon.tsx'
import type { Console } from '../state/create-console.ts'
import type { State } from '../state/state.ts'
import { soundOf } from './sound-of.ts'
import { isMutedNow, type Sound } from './sound-wanted.ts'

type Props = { readonly state: State; readonly con: Console }

const SUFFIXES: Readonly<Record<Sound, string>> = {
  alarm: ': alarm',
  distress: ': call for help',
  lost: ': picture lost',
  warning: ': warning',
  none: '',
}

/** What sounds now, and what should but does not. */
export const SoundState = ({ state, con }: Props) => {
  const { phase, mute } = state.sound
  const { sound, old } = soundOf(state)
  const mutedS = isMutedNow(state.nowMs, mute) && mute !== null ? Math.ceil((mute.untilMs - state.nowMs) / 1_000) : 0
  return (
    <div class="sound">
      {old > 0 && (
        <span class="tag" title="Unacknowledged, but more than 48 h behind the newest observation: no sound">
          {`${old} old, no sound`}
        </span>
      )}
      {phase === 'on' ? (
        <>
          {/* What is newer than the mute sounds all the same. */}
          {(mutedS === 0 || sound !== 'none') && (
            <span class="item">
              <Icon name="sound" small />
              {`Sound on${SUFFIXES[sound]}`}
            </span>
          )}
          {mutedS > 0 ? (
            <span class="item">
              <Icon name="mute" small />
              {`Muted, back in ${mutedS} s`}
            </span>
          ) : (
            <button type="button" disabled={sound === 'none'} onClick={con.mute}>
              Mute 30 s
            </button>
          )}
        </>
      ) : (
        <span class="item bad">
          <Icon name="mute" small />
          {phase === 'blocked' ? 'The browser blocks the sound: switch it on again' : 'Sound is off'}
        </span>
      )}
    </div>
  )
}
