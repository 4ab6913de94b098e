import type { AlertView } from '@landfall/contracts'
import { unseamed } from '../model/craft-mark.ts'
import { type Craft, craftKey } from '../state/craft.ts'
import type { AreaShown } from '../state/state.ts'
import { ringLines } from './ring-lines.ts'

type Point = readonly [number, number]
type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Point }
  | { readonly type: 'LineString'; readonly coordinates: readonly Point[] }
  | { readonly type: 'MultiLineString'; readonly coordinates: readonly (readonly Point[])[] }
export type Feature = {
  readonly type: 'Feature'
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry: Geometry
}

const feature = (geometry: Geometry, properties: Feature['properties'] = {}): Feature => ({
  type: 'Feature',
  properties,
  geometry,
})
const collection = (features: readonly Feature[]) => ({ type: 'FeatureCollection' as const, features: [...features] })

/** Only the lines: an area cut at 180° has an edge there that is no border. */
export const areaFeatures = (areas: readonly AreaShown[]) =>
  collection(areas.map(({ geometry }) => feature({ type: 'MultiLineString', coordinates: ringLines(geometry) })))

/** Arrivals of the alert's visits, the links between them, and what was heard of its craft since. */
export const alertFeatures = (alert: AlertView | undefined, craft: Craft) => {
  if (alert?.kind !== 'mass-arrival') return collection([])
  const placeOf = new Map<string, Point>()
  for (const { craftId, arrivedAt, longitude, latitude } of alert.craft) {
    placeOf.set(`${craftId} ${arrivedAt}`, [unseamed(longitude), latitude])
  }
  const arrivals = [...placeOf.values()].map((coordinates) =>
    feature({ type: 'Point', coordinates }, { what: 'arrival' }),
  )
  const links = alert.links.flatMap(({ a, aArrivedAt, b, bArrivedAt }) => {
    const [from, to] = [placeOf.get(`${a} ${aArrivedAt}`), placeOf.get(`${b} ${bArrivedAt}`)]
    return from && to ? [feature({ type: 'LineString', coordinates: [from, to] }, { what: 'link' })] : []
  })
  const trails = alert.craft.flatMap(({ craftId }) => {
    const trail = craft.trailOf(craftKey({ craftId, exercise: alert.exercise }))
    const coordinates = trail.map(([longitude, latitude]) => [unseamed(longitude), latitude] as const)
    return coordinates.length > 1 ? [feature({ type: 'LineString', coordinates }, { what: 'trail' })] : []
  })
  return collection([...trails, ...links, ...arrivals])
}
