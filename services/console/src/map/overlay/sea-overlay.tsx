import { useEffect } from 'preact/hooks'
import { placeOf } from '../../alert/place-of.ts'
import { shortcutOf } from '../../navigation/keys.ts'
import { inWorld } from '../../navigation/world-filter.ts'
import { select } from '../../state/select.ts'
import type { State } from '../../state/state.ts'
import { craftLabels } from '../labels/craft-labels.ts'
import type { ChartTexts } from '../labels/draw-labels.ts'
import { LabelCanvas } from '../labels/label-canvas.tsx'
import { placeLabels } from '../labels/place-labels.ts'
import { densityCells } from '../layers/density-cells.ts'
import { graticuleLabels, graticuleOf } from '../layers/graticule.ts'
import { LayersButton } from '../layers/layers-button.tsx'
import { AlertMarkers } from '../markers/alert-markers.tsx'
import { MapLetters } from '../markers/map-letters.tsx'
import { MarkForm } from '../marks/mark-form.tsx'
import { MarkPins } from '../marks/mark-pins.tsx'
import type { SeaMap } from '../open-map.ts'
import { MapTools } from '../tools/map-tools.tsx'
import { ToolLabels } from '../tools/tool-labels.tsx'
import { LastSeenLabels } from '../tracks/last-seen-labels.tsx'
import { TimeBar } from '../tracks/time-bar.tsx'
import { type AlertPast, useAlertPast } from '../tracks/use-alert-past.ts'
import type { ScreenView } from '../view/to-screen.ts'
import { MapHint } from './map-hint.tsx'
import { MapLine } from './map-line.tsx'
import { PressChooser } from './press-chooser.tsx'
import { lookOf, namesAt, type OverlayProps, useSeaOverlay } from './use-sea-overlay.ts'

/** All that stands over the sea: markers, letters, tools. Loaded with the map. */
export const SeaOverlay = (props: OverlayProps) => {
  const { map, state, con } = props
  const past = useAlertPast(props)
  const { alert } = past
  const { tools, pointer, choosing, following, ringsAt, drawnCount, ...set } = useSeaOverlay({ ...props, past })
  const { mapLayers: layers } = state.preferences
  const canMark = state.session?.role === 'operator' && !state.route.kiosk
  const names = pointer === null ? [] : namesAt(props, pointer.point)
  useEffect(() => {
    if (layers.names) void con.loadGazetteer()
  }, [layers.names])
  return (
    <>
      <div class={`sea-overlay${tools.tool === null ? '' : ' measuring'}`}>
        <LabelCanvas
          views={map.view}
          look={lookOf(state)}
          textsOf={(view) => textsOf(view, props)}
          when={[drawnCount, layers, state.gazetteer, select.worldFilter(state), past.pastMs === null]}
        />
        <MapLetters views={map.view} alert={alert} pointedCraftId={state.pointedCraftId} />
        <MarkPins views={map.view} marks={marksUntil(state.marks, past.pastMs)} store={con.store} />
        <LastSeenLabels views={map.view} places={past.places} />
        <AlertMarkers map={map} state={stateThen(state, past)} con={con} onMany={set.chooseAlert} />
        <ToolLabels views={map.view} tools={tools} pointer={pointer?.place ?? null} ringsAt={ringsAt} />
        {pointer !== null && (names.length > 0 || pointer.isHeld) && (
          <MapHint
            views={map.view}
            place={pointer.place}
            names={names}
            isHeld={pointer.isHeld}
            onMark={canMark ? set.markPointer : null}
          />
        )}
        {tools.mark !== null && (
          <MarkForm
            views={map.view}
            place={tools.mark}
            store={con.store}
            onClose={() => set.setTools({ ...tools, mark: null })}
          />
        )}
        {choosing !== null && <PressChooser {...choosing} onClose={set.stopChoosing} />}
        {!state.route.kiosk && (
          <MapTools
            map={map}
            tools={tools}
            onTools={set.setTools}
            onFit={() => fitAll(map, state)}
            canMark={canMark}
            following={following}
            onFollow={set.setFollowing}
            layers={
              <LayersButton
                layers={layers}
                onLayers={(mapLayers) => con.prefer({ mapLayers })}
                attribution={state.gazetteer?.attribution ?? null}
              />
            }
          />
        )}
        <MapLine
          views={map.view}
          pointer={pointer?.place ?? null}
          craftCount={state.craftCount}
          notShown={state.feed?.heartbeat?.craftNotShown ?? 0}
        />
      </div>
      {!state.route.kiosk && (
        <TimeBar
          past={past}
          showTime={con.showTime}
          serverMs={select.serverNowMs(state)}
          keys={shortcutOf('time', state.preferences.singleKeys)}
        />
      )}
    </>
  )
}

/** With the chosen alert alone, as it was, where the past is shown. */
const stateThen = (state: State, { pastMs, alert }: AlertPast): State => {
  if (pastMs === null) return state
  const entry = alert === undefined ? undefined : state.alerts.get(alert.alertId)
  const alerts = alert === undefined || entry === undefined ? [] : [[alert.alertId, { ...entry, alert }] as const]
  return { ...state, alerts: new Map(alerts) }
}

/** Those that had been set at the time that is shown. */
const marksUntil = (marks: State['marks'], pastMs: number | null): State['marks'] =>
  pastMs === null ? marks : marks.filter(({ at }) => Date.parse(at) <= pastMs)

const textsOf = (view: ScreenView, { state, con }: OverlayProps): ChartTexts => {
  const { mapLayers: layers } = state.preferences
  const isNow = select.shownPastMs(state) === null
  const world = select.worldFilter(state)
  return {
    labels: [
      ...(layers.names ? placeLabels(view, state.gazetteer?.places ?? []) : []),
      ...(layers.grid && !state.route.kiosk ? graticuleLabels(graticuleOf(view), view) : []),
      ...(layers.craftNames && isNow ? craftLabels(view, con.craft, world) : []),
    ],
    cells: layers.density && isNow ? densityCells(view, con.craft, world) : [],
  }
}

const fitAll = (map: SeaMap, state: State): void => {
  const world = select.worldFilter(state)
  const open = select.alerts(state).filter((one) => one.status === 'open' && one.listed && inWorld(one, world))
  const places = open.flatMap((one) => placeOf(one) ?? [])
  if (places.length > 0) map.fit(places)
  else map.home()
}
