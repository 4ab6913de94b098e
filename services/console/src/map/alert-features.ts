import type { AlertView } from '@landfall/contracts'
import { type CraftStore, craftKey } from '../craft/create-craft-store.ts'
import type { AreaShown } from '../state/state.ts'
import { ringLines } from './ring-lines.ts'
import { unwrapLongitude } from './unwrap-longitude.ts'

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

/** Arrivals of the alert's visits, and the links between them. */
export const alertFeatures = (alert: AlertView | undefined) => {
  if (alert?.kind !== 'mass-arrival') return collection([])
  const placeOf = new Map<string, Point>()
  for (const { craftId, arrivedAt, longitude, latitude } of alert.craft) {
    placeOf.set(`${craftId} ${arrivedAt}`, [unwrapLongitude(longitude), latitude])
  }
  const arrivals = [...placeOf.values()].map((coordinates) =>
    feature({ type: 'Point', coordinates }, { what: 'arrival' }),
  )
  const links = alert.links.flatMap(({ a, aArrivedAt, b, bArrivedAt }) => {
    const [from, to] = [placeOf.get(`${a} ${aArrivedAt}`), placeOf.get(`${b} ${bArrivedAt}`)]
    return from && to ? [feature({ type: 'LineString', coordinates: [from, to] }, { what: 'link' })] : []
  })
  return collection([...links, ...arrivals])
}

/** What is followed: the alert's craft under each of their names, and the one that was pressed. */
export const followedCraft = (alert: AlertView | undefined, picked: string | null): ReadonlySet<string> => {
  const members = alert?.kind === 'mass-arrival' ? alert.craft : []
  const { exercise = false } = alert ?? {}
  const keys = members.flatMap(({ craftId, sameAs }) =>
    [craftId, ...sameAs].map((id) => craftKey({ craftId: id, exercise })),
  )
  return new Set(picked === null ? keys : [...keys, picked])
}

/** Where they are now, and the way there as far as it was heard. */
export const trackFeatures = (keys: ReadonlySet<string>, craft: CraftStore) =>
  collection(
    [...keys].flatMap((key) => {
      const trail = craft.trailOf(key).map(([longitude, latitude]) => [unwrapLongitude(longitude), latitude] as const)
      const last = trail.at(-1)
      if (last === undefined) return []
      const now = feature({ type: 'Point', coordinates: last }, { what: 'now' })
      return trail.length > 1 ? [feature({ type: 'LineString', coordinates: trail }, { what: 'track' }), now] : [now]
    }),
  )
