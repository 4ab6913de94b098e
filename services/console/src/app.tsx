import { useState } from 'preact/hooks'
import { AcknowledgeSeveralDialog } from './actions/acknowledge-several-dialog.tsx'
import { ActionDialog } from './actions/action-dialog.tsx'
import { TakeBackDialog } from './actions/take-back-dialog.tsx'
import { HelpDialog } from './dialogs/help-dialog.tsx'
import { Strip } from './frame/strip.tsx'
import { TopBar } from './frame/top-bar.tsx'
import { HandoverView } from './handover/handover-view.tsx'
import { AlertList } from './list/alert-list.tsx'
import { MapPanel } from './map/map-panel.tsx'
import { AlertPanel } from './panel/alert-panel.tsx'
import { ReportView } from './report/report-view.tsx'
import type { Sounds } from './sound/sounds.ts'
import type { Console } from './state/create-console.ts'
import { select } from './state/select.ts'
import type { State } from './state/state.ts'
import { pictureStatus } from './status/picture-status.ts'
import { WallView } from './wall/wall-view.tsx'

type Props = {
  readonly state: State
  readonly con: Console
  readonly sounds: Sounds
  readonly onNotifications: (wanted: boolean) => void
}

export const App = ({ state, con, sounds, onNotifications }: Props) => {
  const { route, dialog } = state
  const [hasWebGl] = useState(hasWebGl2)
  const { trusted } = pictureStatus(state.feed, state.nowMs)
  return (
    <div class={`console${trusted ? '' : ' untrusted'}${route.kiosk ? ' kiosk' : ''}`}>
      <a class="skip" href="#main">
        Skip to what is shown
      </a>
      {route.kiosk ? (
        <WallView state={state} con={con} sounds={sounds} hasWebGl={hasWebGl} />
      ) : (
        <>
          <TopBar state={state} con={con} sounds={sounds} />
          <Strip state={state} con={con} />
          <CurrentView state={state} con={con} hasWebGl={hasWebGl} />
        </>
      )}
      {dialog?.kind === 'help' && (
        <HelpDialog
          key={state.dialogsOpened}
          state={state}
          con={con}
          sounds={sounds}
          onNotifications={onNotifications}
        />
      )}
      {dialog?.kind === 'action' && <ActionDialog key={state.dialogsOpened} dialog={dialog} state={state} con={con} />}
      {dialog?.kind === 'acknowledge-several' && (
        <AcknowledgeSeveralDialog key={state.dialogsOpened} dialog={dialog} state={state} con={con} />
      )}
      {dialog?.kind === 'take-back' && (
        <TakeBackDialog key={state.dialogsOpened} dialog={dialog} state={state} con={con} />
      )}
    </div>
  )
}

type ViewProps = { readonly state: State; readonly con: Console; readonly hasWebGl: boolean }

const CurrentView = ({ state, con, hasWebGl }: ViewProps) => {
  const { view } = state.route
  switch (view) {
    case 'watch':
      return <Watch state={state} con={con} hasWebGl={hasWebGl} />
    case 'handover':
      return <HandoverView state={state} con={con} />
    case 'report':
      // Started over when the alerts are there, because the form is filled in from them.
      return <ReportView key={String(state.hasSnapshot)} state={state} con={con} />
    default:
      return view satisfies never
  }
}

const Watch = ({ state, con, hasWebGl }: ViewProps) => {
  const { route, preferences } = state
  const withMap = preferences.showMap && !route.listOnly
  const chosen = state.alerts.get(select.chosenAlertId(state) ?? '')?.alert
  const noMap = !withMap || !hasWebGl || state.mapFault !== null
  const classes = [
    'watch',
    state.list.groups.length > 0 && 'flood',
    route.listOnly && 'list-only',
    noMap && 'no-map',
    select.chosenAlertId(state) === null && 'no-choice',
  ]
  return (
    <main
      id="main"
      tabIndex={-1}
      class={classes.filter(Boolean).join(' ')}
      style={widthStyle(preferences.panelWidthPx)}
    >
      <AlertList state={state} con={con} shown={select.shownAlerts(state)} />
      {withMap && <MapPanel alert={chosen} state={state} con={con} hasWebGl={hasWebGl} />}
      {!route.listOnly && <AlertPanel alert={chosen} state={state} con={con} />}
    </main>
  )
}

/** What the operator dragged the panel to; else what the style sheet says. */
const widthStyle = (panelWidthPx: number | null) =>
  panelWidthPx === null ? {} : { '--panel-width': `${panelWidthPx}px` }

const hasWebGl2 = (): boolean => {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null
  } catch {
    return false
  }
}
