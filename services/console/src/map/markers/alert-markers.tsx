import { type AlertView, isDistressAlert, isInboundGroup } from '@landfall/contracts'
import { useMemo } from 'preact/hooks'
import { placeOf } from '../../alert/place-of.ts'
import { SeverityMark } from '../../alert/severity-mark.tsx'
import type { Console } from '../../state/create-console.ts'
import { select } from '../../state/select.ts'
import type { State } from '../../state/state.ts'
import type { SeaMap } from '../open-map.ts'
import { type ScreenPoint, type ScreenView, toScreen } from '../view/to-screen.ts'
import { useScreenView } from '../view/use-screen-view.ts'
import { alertWords, countWords, labelLines } from './count-words.ts'
import { EdgeArrows } from './edge-arrows.tsx'
import { markedAlerts } from './marked-alerts.ts'
import { placeLetters } from './place-letters.ts'
import { type MarkedAlert, type Marker, placeMarkers } from './place-markers.ts'

type Props = {
  readonly map: SeaMap
  readonly state: State
  readonly con: Console
  /** Several alerts lie so close that no zoom parts them. */
  readonly onMany: (alertIds: readonly string[], point: ScreenPoint) => void
}

/** No two places that are this near are parted by zooming in. */
const SAME_PLACE_DEGREES = 0.01
/** So near that any others are. */
const PARTED_ZOOM_MAX = 14

/** Open alerts over the map, as buttons: they have names, the list’s symbols and its flashing, and the map needs no fonts. */
export const AlertMarkers = ({ map, state, con, onMany }: Props) => {
  const view = useScreenView(map.view)
  const chosenId = select.chosenAlertId(state)
  const world = select.worldFilter(state)
  const marked = useMemo(() => markedAlerts(select.alerts(state), world, chosenId), [state.alerts, world, chosenId])
  if (view === null) return null
  const chosen = state.alerts.get(chosenId ?? '')?.alert
  const isBelow = isTakenAbove(chosen, view)
  const { markers, arrows } = placeMarkers(marked, chosenId, view, {
    isLabelBelow: isBelow,
    scale: state.route.kiosk ? wallScale() : 1,
  })
  const choose = (alertId: string): void => con.go({ alertId, view: 'watch' })
  const open = ({ alerts, x, y }: Marker): void => {
    const [first] = alerts
    if (first !== undefined && alerts.length === 1) choose(first.alertId)
    else if (areTogether(alerts))
      onMany(
        alerts.map(({ alertId }) => alertId),
        { x, y },
      )
    else map.fit(alerts, PARTED_ZOOM_MAX)
  }
  return (
    <section class="alert-markers" aria-label="Alerts on the map" onWheel={map.turnWheel}>
      {markers.map((marker) => (
        <MarkerButton
          key={marker.alerts[0]?.alertId}
          marker={marker}
          alert={state.alerts.get(marker.alerts[0]?.alertId ?? '')?.alert}
          isBelow={marker.isChosen && isBelow}
          nowMs={select.serverNowMs(state)}
          onPress={() => open(marker)}
        />
      ))}
      <EdgeArrows
        arrows={arrows}
        onPress={({ alerts }) => {
          const [first] = alerts
          if (first !== undefined && alerts.length === 1) choose(first.alertId)
          else map.fit(alerts, PARTED_ZOOM_MAX)
        }}
      />
    </section>
  )
}

/** How much larger everything is on the wall: wall.css. */
const wallScale = (): number => Number(getComputedStyle(document.documentElement).getPropertyValue('--scale')) || 1

/** About the size of the label of the chosen alert, above its place. */
const LABEL = { x: 60, y: 70 } as const

/** Whether letters of craft are there, or may be the times of their arrival. */
const isTakenAbove = (alert: AlertView | undefined, view: ScreenView): boolean => {
  if (alert === undefined) return false
  const place = placeOf(alert)
  if (place === null) return false
  if (isInboundGroup(alert)) return true
  const { x, y } = toScreen(view, place)
  return placeLetters(alert, view).some((one) => Math.abs(one.x - x) < LABEL.x && one.y < y && one.y > y - LABEL.y)
}

const areTogether = (alerts: readonly MarkedAlert[]): boolean => {
  const span = (of: 'longitude' | 'latitude'): number =>
    Math.max(...alerts.map((one) => one[of])) - Math.min(...alerts.map((one) => one[of]))
  return span('longitude') < SAME_PLACE_DEGREES && span('latitude') < SAME_PLACE_DEGREES
}

/** Where a marker stands from its place: the chosen one is beside it, on a stem. */
const SHIFTS = {
  middle: 'translate(-50%, -50%)',
  above: 'translate(-50%, -100%) translateY(-20px)',
  below: 'translate(-50%, 20px)',
} as const

type ButtonProps = {
  readonly marker: Marker
  /** The worst of them. */
  readonly alert: AlertView | undefined
  /** The label of the chosen one stands below its place. */
  readonly isBelow: boolean
  readonly nowMs: number
  readonly onPress: () => void
}

const MarkerButton = ({ marker: { alerts, isChosen, x, y }, alert, isBelow, nowMs, onPress }: ButtonProps) => {
  const [worst] = alerts
  if (worst === undefined || alert === undefined) return null
  const unacknowledged = alerts.some((one) => one.unacknowledged)
  const classes = [
    'alert-marker',
    worst.severity,
    worst.exercise && 'exercise',
    isDistressAlert(alert) && alerts.length === 1 && 'distress',
    alerts.length > 1 && 'many',
    isChosen && 'chosen',
    isBelow && 'below',
    unacknowledged && 'flash',
  ]
  const shift = isChosen ? SHIFTS[isBelow ? 'below' : 'above'] : SHIFTS.middle
  const words = alerts.length > 1 ? `alerts: ${countWords(alerts)}` : alertWords(alert, unacknowledged)
  const [line, more] = labelLines(alert, nowMs)
  return (
    <button
      type="button"
      class={classes.filter(Boolean).join(' ')}
      style={{ transform: `translate(${Math.round(x)}px, ${Math.round(y)}px) ${shift}` }}
      title={words}
      aria-pressed={isChosen}
      onClick={onPress}
    >
      <SeverityMark severity={worst.severity} withWord={false} />
      {alerts.length > 1 && <b>{alerts.length}</b>}
      {isChosen && (
        <span class="lines">
          <b>{line}</b>
          <span>{more}</span>
        </span>
      )}
      <span class="out-of-sight">{words}</span>
    </button>
  )
}
