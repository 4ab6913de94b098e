import { type Severity, severityRank } from '@landfall/contracts'
import { compassPoint, greatCircle } from '../tools/great-circle.ts'
import { type ScreenPoint, type ScreenView, toScreen } from '../view/to-screen.ts'

/** What the map must know of an open alert to draw it. */
export type MarkedAlert = {
  readonly alertId: string
  readonly longitude: number
  readonly latitude: number
  readonly severity: Severity
  readonly exercise: boolean
  readonly unacknowledged: boolean
}

/** One alert, or several that would lie on each other. The first is the worst, and stands where it is. */
export type Marker = ScreenPoint & { readonly alerts: readonly MarkedAlert[]; readonly isChosen: boolean }

/** Where the map ends, those beyond it in one direction. */
export type EdgeArrow = {
  readonly alerts: readonly MarkedAlert[]
  readonly side: Side
  /** Where to turn an arrow, clockwise from up. */
  readonly turnDegrees: number
  /** From the centre of the map to the nearest of them, and one of 16 points of the compass. */
  readonly distanceNm: number
  readonly direction: string
}
export const SIDES = ['top', 'top-right', 'right', 'bottom-right', 'bottom', 'bottom-left', 'left', 'top-left'] as const
export type Side = (typeof SIDES)[number]

export type PlacedMarkers = { readonly markers: readonly Marker[]; readonly arrows: readonly EdgeArrow[] }

/** The size of a count, with the gap to the next: nearer ones collide. */
const COLLIDE = { x: 52, y: 36 } as const
/** So much of a marker is still seen at the edge. On the right are the tools. */
const EDGE_PIXELS = 12
const TOOLS_PIXELS = 60

/**
 * Where the alerts stand on the screen. Real and exercise never share a marker, the chosen alert shares one with nobody. Which
 * collide depends on the zoom alone, so that nothing changes while the map is dragged. `scale`: how much larger they are than at a desk.
 */
export const placeMarkers = (
  alerts: readonly MarkedAlert[],
  chosenId: string | null,
  view: ScreenView,
  { isLabelBelow = false, scale = 1 }: { readonly isLabelBelow?: boolean; readonly scale?: number } = {},
): PlacedMarkers => {
  const placed = alerts.toSorted(compareByUrgency).map((alert) => ({ alert, ...toScreen(view, alert) }))
  const clusters: (ScreenPoint & { readonly alerts: MarkedAlert[]; readonly isChosen: boolean })[] = []
  for (const { alert, x, y } of placed) {
    const isChosen = alert.alertId === chosenId
    const near = clusters.find(
      (one) =>
        !isChosen &&
        !one.isChosen &&
        one.alerts[0]?.exercise === alert.exercise &&
        Math.abs(one.x - x) < COLLIDE.x * scale &&
        Math.abs(one.y - y) < COLLIDE.y * scale,
    )
    if (near === undefined) clusters.push({ alerts: [alert], isChosen, x, y })
    else near.alerts.push(alert)
  }
  const isInside = ({ x, y }: ScreenPoint): boolean =>
    x >= EDGE_PIXELS && y >= EDGE_PIXELS && x <= view.width - TOOLS_PIXELS && y <= view.height - EDGE_PIXELS
  return {
    markers: apart(clusters.filter(isInside), isLabelBelow, scale),
    arrows: arrowsTo(
      clusters.filter((one) => !isInside(one)),
      view,
    ),
  }
}

/** From the place of the chosen alert to its label, which has a stem, and the label’s size. */
const STEM_PIXELS = 18
const LABEL = { width: 120, height: 48 } as const
/** Down or up, by so many markers. */
const SHIFTS = [0, 1, -1, 2, -2, 3, -3]

/** Those that would still lie on each other (an exercise on a real one, anything on the label of the chosen one) move down or up a little. */
const apart = (clusters: readonly Marker[], isLabelBelow: boolean, scale: number): readonly Marker[] => {
  const [wide, high] = [COLLIDE.x * scale, COLLIDE.y * scale]
  const chosen = clusters.find((one) => one.isChosen)
  const away = STEM_PIXELS + (LABEL.height * scale) / 2
  const labelY = (chosen?.y ?? 0) + (isLabelBelow ? away : -away)
  const others: Marker[] = []
  for (const one of clusters.filter((cluster) => cluster !== chosen)) {
    const isTaken = (y: number): boolean =>
      others.some((other) => Math.abs(other.x - one.x) < wide && Math.abs(other.y - y) < high) ||
      (chosen !== undefined &&
        Math.abs(chosen.x - one.x) < (LABEL.width * scale + wide) / 2 &&
        Math.abs(labelY - y) < (LABEL.height * scale + high) / 2)
    const places = SHIFTS.map((shift) => one.y + shift * high)
    others.push({ ...one, y: places.find((y) => !isTaken(y)) ?? one.y })
  }
  return chosen === undefined ? others : [chosen, ...others]
}

const compareByUrgency = (a: MarkedAlert, b: MarkedAlert): number =>
  Number(a.exercise) - Number(b.exercise) ||
  severityRank(b.severity) - severityRank(a.severity) ||
  Number(b.unacknowledged) - Number(a.unacknowledged)

const arrowsTo = (outside: readonly Marker[], view: ScreenView): readonly EdgeArrow[] => {
  const groups = new Map<string, Marker[]>()
  for (const one of outside) {
    const key = `${SIDES[Math.round(turnTo(one, view) / 45) % 8]} ${one.alerts[0]?.exercise}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].flatMap((group) => {
    const alerts = group.flatMap((one) => one.alerts).toSorted(compareByUrgency)
    const ways = alerts.map((alert) => greatCircle(view, alert)).toSorted((a, b) => a.distanceNm - b.distanceNm)
    const [first] = group
    const [nearest] = ways
    if (first === undefined || nearest === undefined) return []
    const turnDegrees = turnTo(first, view)
    const side = SIDES[Math.round(turnDegrees / 45) % 8] ?? 'top'
    const { distanceNm, courseDegrees } = nearest
    return [{ alerts, side, turnDegrees, distanceNm, direction: compassPoint(courseDegrees) }]
  })
}

const turnTo = ({ x, y }: ScreenPoint, { width, height }: ScreenView): number =>
  ((Math.atan2(x - width / 2, height / 2 - y) * 180) / Math.PI + 360) % 360
