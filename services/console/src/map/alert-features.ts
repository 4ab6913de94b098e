import type { AlertCraft, AlertLink, AlertView, DistressPlace, InboundCraft } from '@landfall/contracts'
import { countedCraft } from '../alert/counted-craft.ts'
import { type CraftStore, craftKey } from '../craft/create-craft-store.ts'
import type { AreaShown } from '../state/state.ts'
import { ringLines } from './ring-lines.ts'
import { unwrapLongitude } from './unwrap-longitude.ts'

type Point = readonly [number, number]
type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Point }
  | { readonly type: 'LineString'; readonly coordinates: readonly Point[] }
  | { readonly type: 'MultiLineString'; readonly coordinates: readonly (readonly Point[])[] }
type Feature = {
  readonly type: 'Feature'
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry: Geometry
}

/** MapLibre wants the list of features mutable. */
export type FeatureCollection = { readonly type: 'FeatureCollection'; readonly features: Feature[] }

export const feature = (geometry: Geometry, properties: Feature['properties'] = {}): Feature => ({
  type: 'Feature',
  properties,
  geometry,
})
export const collection = (features: readonly Feature[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: [...features],
})

/** Outlines only: where an area is cut at 180° its polygon has an edge that is no border. */
export const areaFeatures = (areas: readonly AreaShown[]): FeatureCollection =>
  collection(areas.map(({ geometry }) => feature({ type: 'MultiLineString', coordinates: ringLines(geometry) })))

/** The arrivals an alert counts, and the links between them; of a call for help its place. */
export const alertFeatures = (alert: AlertView | undefined): FeatureCollection => {
  if (alert === undefined) return collection([])
  switch (alert.kind) {
    case 'mass-arrival':
      return arrivalFeatures(alert.craft, alert.links)
    case 'inbound-group':
      return inboundFeatures(alert.craft)
    case 'distress':
      return callFeatures(alert.place)
    case 'diagnostic':
    case 'source-limit':
    case 'source-silent':
      return collection([]) // What it is about has no place.
    default:
      return alert satisfies never
  }
}

/** A ring round the symbol, which is drawn whether or not the alert is chosen. */
const callFeatures = (place: DistressPlace | null): FeatureCollection => {
  if (place === null) return collection([])
  const coordinates: Point = [unwrapLongitude(place.longitude), place.latitude]
  return collection([feature({ type: 'Point', coordinates }, { what: 'call' })])
}

const inboundFeatures = (craft: readonly InboundCraft[]): FeatureCollection =>
  collection(
    craft.map(({ longitude, latitude }) =>
      feature({ type: 'Point', coordinates: [unwrapLongitude(longitude), latitude] }, { what: 'arrival' }),
    ),
  )

const arrivalFeatures = (craft: readonly AlertCraft[], links: readonly AlertLink[]): FeatureCollection => {
  const pointOf = new Map<string, Point>()
  for (const { craftId, arrivedAt, longitude, latitude } of craft) {
    pointOf.set(`${craftId} ${arrivedAt}`, [unwrapLongitude(longitude), latitude])
  }
  const arrivals = [...pointOf.values()].map((coordinates) =>
    feature({ type: 'Point', coordinates }, { what: 'arrival' }),
  )
  const lines = links.flatMap(({ a, aArrivedAt, b, bArrivedAt }) => {
    const [from, to] = [pointOf.get(`${a} ${aArrivedAt}`), pointOf.get(`${b} ${bArrivedAt}`)]
    return from && to ? [feature({ type: 'LineString', coordinates: [from, to] }, { what: 'link' })] : []
  })
  return collection([...lines, ...arrivals])
}

/** Keys of the craft whose tracks are drawn: those of the alert, under each of their names, and the picked one. */
export const followedCraft = (alert: AlertView | undefined, picked: string | null): ReadonlySet<string> => {
  const keys =
    alert === undefined
      ? []
      : countedCraft(alert).flatMap(({ craftId, sameAs }) =>
          [craftId, ...sameAs].map((id) => craftKey({ craftId: id, exercise: alert.exercise })),
        )
  return new Set(picked === null ? keys : [...keys, picked])
}

/** The latest position of each craft and its track, as far as positions were received. */
export const trackFeatures = (keys: ReadonlySet<string>, craft: CraftStore): FeatureCollection =>
  collection(
    [...keys].flatMap((key) => {
      const trail = craft.trailOf(key).map(([longitude, latitude]) => [unwrapLongitude(longitude), latitude] as const)
      const last = trail.at(-1)
      if (last === undefined) return []
      const now = feature({ type: 'Point', coordinates: last }, { what: 'now' })
      return trail.length > 1 ? [feature({ type: 'LineString', coordinates: trail }, { what: 'track' }), now] : [now]
    }),
  )
