import { useState } from 'preact/hooks'
import type { PartsKnown } from './create-parts-loader.ts'
import { Strip } from './frame/strip.tsx'
import { TopBar } from './frame/top-bar.tsx'
import { AlertList } from './list/alert-list.tsx'
import { MapPanel } from './map/map-panel.tsx'
import { AlertPanel } from './panel/alert-panel.tsx'
import type { Parts } from './parts.ts'
import type { Sounds } from './sound/sounds.ts'
import type { Console } from './state/create-console.ts'
import { select } from './state/select.ts'
import type { State } from './state/state.ts'
import { pictureStatus } from './status/picture-status.ts'

type Props = {
  readonly state: State
  readonly con: Console
  readonly sounds: Sounds
  readonly onNotifications: (wanted: boolean) => void
  readonly known: PartsKnown
}

export const App = ({ state, con, sounds, onNotifications, known: { parts, fault } }: Props) => {
  const { route } = state
  const [hasWebGl] = useState(hasWebGl2)
  const { trusted } = pictureStatus(state.feed, state.nowMs)
  return (
    <div class={`console${trusted ? '' : ' untrusted'}${route.kiosk ? ' kiosk' : ''}`}>
      <a class="skip" href="#main">
        Skip to what is shown
      </a>
      {!route.kiosk && (
        <>
          <TopBar state={state} con={con} sounds={sounds} />
          <Strip state={state} con={con} />
        </>
      )}
      <CurrentView state={state} con={con} sounds={sounds} hasWebGl={hasWebGl} parts={parts} />
      {parts !== null && <parts.OpenDialog state={state} con={con} sounds={sounds} onNotifications={onNotifications} />}
      {fault !== null && <PartsFault fault={fault} />}
    </div>
  )
}

type ViewProps = {
  readonly state: State
  readonly con: Console
  readonly sounds: Sounds
  readonly hasWebGl: boolean
  readonly parts: Parts | null
}

const CurrentView = (props: ViewProps) => {
  const { state, con, parts } = props
  const { view, kiosk } = state.route
  if (parts === null && (kiosk || view !== 'watch')) return <main id="main" tabIndex={-1} />
  if (parts === null) return <Watch {...props} />
  if (kiosk) return <parts.WallView {...props} />
  switch (view) {
    case 'watch':
      return <Watch {...props} />
    case 'handover':
      return <parts.HandoverView state={state} con={con} />
    case 'report':
      // Started over when the alerts are there, because the form is filled in from them.
      return <parts.ReportView key={String(state.hasSnapshot)} state={state} con={con} />
    default:
      return view satisfies never
  }
}

/** As after an update of the service, whose files have other names. */
const PartsFault = ({ fault }: { readonly fault: string }) => (
  <p class="parts-fault" role="alert">
    The rest of this page could not be fetched ({fault}). The list goes on.{' '}
    <button type="button" onClick={() => location.reload()}>
      Load the page again
    </button>
  </p>
)

const Watch = ({ state, con, hasWebGl, parts }: ViewProps) => {
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
      {withMap && <MapPanel alert={chosen} state={state} con={con} hasWebGl={hasWebGl} mayLoad={parts !== null} />}
      {!route.listOnly && <AlertPanel alert={chosen} state={state} con={con} parts={parts} />}
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
