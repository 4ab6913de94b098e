import { useState } from 'preact/hooks'
import { ActionDialog } from './actions/action-dialog.tsx'
import { HelpDialog } from './dialogs/help-dialog.tsx'
import { HandoverView } from './handover/handover-view.tsx'
import { AlertList } from './list/alert-list.tsx'
import { MapPanel } from './map/map-panel.tsx'
import { Tabs } from './navigation/tabs.tsx'
import { ReportView } from './report/report-view.tsx'
import type { Console } from './state/console.ts'
import { chosenOf, shownOf, worldFilterOf } from './state/select.ts'
import type { State } from './state/state.ts'
import { pictureStatus } from './status/picture-status.ts'
import { type SoundSwitch, StatusStrip } from './status/status-strip.tsx'
import { WhyPanel } from './why/why-panel.tsx'

type Props = {
  readonly state: State
  readonly con: Console
  readonly sounds: SoundSwitch
  readonly onNotifications: (wanted: boolean) => void
}

export const App = ({ state, con, sounds, onNotifications }: Props) => {
  const { route, dialog } = state
  const { trusted } = pictureStatus(state.feed, state.nowMs)
  const hasExercise = worldFilterOf(state) === 'exercise' || showsExercise(state)
  return (
    <div class={`console${trusted ? '' : ' untrusted'}${route.kiosk ? ' kiosk' : ''}`}>
      <a class="skip" href="#main">
        Skip to what is shown
      </a>
      <StatusStrip state={state} con={con} sounds={sounds} />
      {!trusted && state.everHeld && (
        <p class="stale-notice">NOT CURRENT. What you see may be old: do not rely on it.</p>
      )}
      {hasExercise && <p class="banner">EXERCISE: what is marked EXERCISE is simulated</p>}
      {!route.kiosk && <Tabs state={state} con={con} />}
      {route.view === 'watch' && <Watch state={state} con={con} />}
      {route.view === 'handover' && <HandoverView state={state} con={con} />}
      {route.view === 'report' && <ReportView key={String(state.everHeld)} state={state} con={con} />}
      {dialog?.kind === 'help' && (
        <HelpDialog key={state.dialogsOpened} state={state} con={con} onNotifications={onNotifications} />
      )}
      {dialog?.kind === 'action' && <ActionDialog key={state.dialogsOpened} dialog={dialog} state={state} con={con} />}
    </div>
  )
}

/** Whatever a filter hides, what is simulated is in the picture: in the evidence, or on the map. */
const showsExercise = (state: State): boolean =>
  worldFilterOf(state) === 'both' && [...state.alerts.values()].some(({ alert }) => alert.exercise && alert.listed)

const Watch = ({ state, con }: { readonly state: State; readonly con: Console }) => {
  const { route, preferences } = state
  const [hasWebGl] = useState(canDrawMap)
  const withMap = preferences.showMap && !route.listOnly
  const chosen = state.alerts.get(chosenOf(state) ?? '')?.alert
  const noMap = !withMap || !hasWebGl || state.mapFault !== null
  const classes = ['watch', route.listOnly && 'list-only', noMap && 'no-map', chosen === undefined && 'no-choice']
  return (
    <main id="main" tabIndex={-1} class={classes.filter(Boolean).join(' ')}>
      <AlertList state={state} con={con} shown={shownOf(state)} />
      {withMap && <MapPanel alert={chosen} state={state} con={con} hasWebGl={hasWebGl} />}
      {!route.listOnly && <WhyPanel alert={chosen} state={state} con={con} />}
    </main>
  )
}

const canDrawMap = (): boolean => {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null
  } catch {
    return false
  }
}
