import type { AlertViewOf, ApproachEvidence, Fix, InboundCraft } from '@landfall/contracts'
import { severityOf } from '../../alert/severity-of.ts'
import { etaClock, etaSpan } from '../../inbound/eta-span.ts'
import { type Feature, feature, type Point } from '../feature.ts'
import { greatCirclePoints } from '../tools/great-circle-points.ts'
import { unwrapLongitude } from '../unwrap-longitude.ts'
import { approachIcon, etaLabel } from './read-inbound-icon.ts'

const MIDDLE = 4

/** Each craft that approaches: its fan of rays to the line, its first and newest fix, jumps, and where and when it crosses. */
export const approachFeatures = (alert: AlertViewOf<'inbound-group'>): readonly Feature[] => {
  const severity = severityOf(alert)
  const features = alert.craft.flatMap((craft) => (craft.approach === null ? [] : oneCraft(craft, craft.approach)))
  return features.map((one) => ({ ...one, properties: { ...one.properties, severity, icon: iconOf(one, severity) } }))
}

const iconOf = ({ properties: { state, label } }: Feature, severity: string): string => {
  if (label !== undefined) return etaLabel(String(label), severity)
  return state === undefined ? '' : approachIcon(String(state), severity)
}

const oneCraft = ({ longitude, latitude }: InboundCraft, approach: ApproachEvidence): readonly Feature[] => {
  const here: Point = [unwrapLongitude(longitude), latitude]
  const { state, first, jumps, courseDegrees } = approach
  return [
    ...fanOf(here, approach.rays),
    ...(first === null ? [] : trackOf(here, first)),
    ...jumps.map((jump) => point(placeNear(here, jump), { what: 'jump', state: 'jump' })),
    ...crossingOf(here, approach),
    point(here, { what: 'approach', state, rotate: courseDegrees ?? 0 }),
  ]
}

const fanOf = (here: Point, rays: ApproachEvidence['rays']): readonly Feature[] => {
  const longestNm = Math.max(0, ...rays.map(({ lengthNm }) => lengthNm ?? 0))
  const lines = rays.map(({ courseDegrees, lengthNm }, i) => ({
    what: lengthNm === null ? 'ray-none' : i === MIDDLE ? 'ray-middle' : 'ray',
    points: greatCirclePoints(here, courseDegrees, lengthNm ?? longestNm),
  }))
  // Between two rays that arrive lies what the forecast covers; where one does not arrive it has a gap.
  const sectors = lines.flatMap((line, i) => {
    const next = lines[i + 1]
    if (next === undefined || line.what === 'ray-none' || next.what === 'ray-none') return []
    const ring = [...line.points, ...next.points.toReversed()]
    return [feature({ type: 'Polygon', coordinates: [ring] }, { what: 'fan' })]
  })
  return [
    ...sectors,
    ...lines.map(({ what, points }) => feature({ type: 'LineString', coordinates: points }, { what })),
  ]
}

const trackOf = (here: Point, first: Fix): readonly Feature[] => {
  const from = placeNear(here, first)
  return [feature({ type: 'LineString', coordinates: [from, here] }, { what: 'leg' }), point(from, { what: 'fix' })]
}

const crossingOf = (here: Point, { crossing, eta }: ApproachEvidence): readonly Feature[] => {
  if (crossing === null || eta === null) return []
  const at = placeNear(here, crossing)
  const label = `ETA ${etaSpan(eta)}\nlikely ${etaClock(eta.likely)}`
  const order = Date.parse(eta.earliest)
  return [point(at, { what: 'crossing' }), point(at, { what: 'eta', label, order, anchor: cornerAt(here, at) })]
}

/**
 * The corner of a label that is at the crossing. The label lies above it, since what else is written stands below, and on the side that the craft
 * comes from: the map is fitted to craft and crossing, so the far side may be cut off.
 */
const cornerAt = ([x]: Point, [crossingX]: Point): string => (x < crossingX ? 'bottom-right' : 'bottom-left')

const point = (coordinates: Point, properties: Feature['properties']): Feature =>
  feature({ type: 'Point', coordinates }, properties)

/** Beside a place, whichever side of 180° or of 0° it is on. */
const placeNear = ([x]: Point, { longitude, latitude }: Pick<Fix, 'longitude' | 'latitude'>): Point => [
  longitude + 360 * Math.round((x - longitude) / 360),
  latitude,
]
