import { Switch } from '../controls/switch.tsx'
import type { SoundPhase } from '../state/state.ts'
import type { Sounds } from './sounds.ts'

type Props = { readonly phase: SoundPhase; readonly sounds: Sounds }

/** Off until an operator switches it on and hears it: browsers allow it no earlier. */
export const SoundSwitch = ({ phase, sounds }: Props) => (
  <Switch checked={phase === 'on'} onChange={(wanted) => (wanted ? sounds.on() : sounds.off())}>
    Sound
  </Switch>
)
