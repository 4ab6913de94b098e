import { Icon } from '../alert/icon.tsx'
import { formatNzClock, formatUtcDay, formatUtcTime } from '../format/format-utc.ts'
import { Tabs } from '../navigation/tabs.tsx'
import { SoundSwitch } from '../sound/sound-switch.tsx'
import type { Sounds } from '../sound/sounds.ts'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { Health } from '../status/health.tsx'
import { SessionMenu } from './session-menu.tsx'

type Props = { readonly state: State; readonly con: Console; readonly sounds: Sounds }

/** Where one is, whether the picture can be trusted, and the time. Its height never changes. */
export const TopBar = ({ state, con, sounds }: Props) => (
  <header class="top">
    <h1 class="brand">
      <Icon name="brand" />
      <span>Landfall</span>
    </h1>
    <Tabs state={state} con={con} />
    <Health state={state} />
    <WatchClock nowMs={select.serverNowMs(state)} />
    <SoundSwitch phase={state.sound.phase} sounds={sounds} />
    <SessionMenu session={state.session} watches={state.watches} />
  </header>
)

/** The two zones are seldom on the same day, so each has its date. */
const WatchClock = ({ nowMs }: { readonly nowMs: number }) => {
  const [nzTime, nzZone, ...nzDay] = formatNzClock(nowMs).split(' ')
  return (
    <p class="watch-time">
      <span>
        <strong>{formatUtcTime(nowMs)}</strong> UTC <span class="day">{formatUtcDay(nowMs)}</span>
      </span>
      <span class="nz">
        {nzTime} {nzZone} <span class="nz-day">{nzDay.join(' ')}</span>
      </span>
    </p>
  )
}
