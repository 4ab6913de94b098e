import type { Console } from '../state/create-console.ts'
import type { State } from '../state/state.ts'
import { soundOf } from './sound-of.ts'
import type { SoundSwitch } from './sound-switch.ts'
import type { Sound } from './sound-wanted.ts'

type Props = { readonly state: State; readonly con: Console; readonly sounds: SoundSwitch }

const SUFFIXES: Readonly<Record<Sound, string>> = {
  alarm: ': alarm',
  distress: ': call for help',
  lost: ': picture lost',
  warning: ': warning',
  none: '',
}

/** Off until an operator switches it on and hears it. If the browser blocks the sound, that is shown. */
export const SoundControl = ({ state, con, sounds }: Props) => {
  const { phase, quiet } = state.sound
  const { sound, old } = soundOf(state)
  const quietS = quiet === null ? 0 : Math.ceil((quiet.untilMs - state.nowMs) / 1_000)
  return (
    <fieldset class="sound group" aria-label="Sound">
      {old > 0 && (
        <span
          class="badge"
          title="Unacknowledged, but more than 48 h behind the newest observation: no sound"
        >{`${old} old, no sound`}</span>
      )}
      {phase === 'on' ? (
        <>
          <span class="item good">Sound on{SUFFIXES[sound]}</span>
          {quietS > 0 ? (
            <span class="item odd">{`muted, back in ${quietS} s`}</span>
          ) : (
            <button type="button" disabled={sound === 'none'} onClick={con.quiet}>
              Mute 30 s
            </button>
          )}
          <button type="button" title="A call for help, an alarm, a warning, a lost picture" onClick={sounds.test}>
            Test
          </button>
          <button type="button" onClick={sounds.off}>
            Sound off
          </button>
        </>
      ) : (
        <>
          <span class="item bad">
            {phase === 'blocked' ? 'The browser BLOCKS the sound: press again' : 'SOUND OFF'}
          </span>
          <button type="button" class="strong" onClick={sounds.on}>
            Sound on
          </button>
        </>
      )}
    </fieldset>
  )
}
