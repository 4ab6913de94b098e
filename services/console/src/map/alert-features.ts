import type { AlertCraft, AlertLink, AlertView, AlertViewOf, DistressPlace } from '@landfall/contracts'
import { countedCraft } from '../alert/counted-craft.ts'
import { type CraftStore, craftKey } from '../craft/create-craft-store.ts'
import type { AreaShown } from '../state/state.ts'
import { collection, type Feature, type FeatureCollection, feature, type Point } from './feature.ts'
import { approachFeatures } from './inbound/approach-features.ts'
import { ringLines } from './ring-lines.ts'
import { unwrapLongitude } from './unwrap-longitude.ts'

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
      return inboundFeatures(alert)
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

type Placed = { readonly craftId: string; readonly at: string; readonly longitude: number; readonly latitude: number }
type Linked = { readonly a: string; readonly aAt: string; readonly b: string; readonly bAt: string }

const arrivalFeatures = (craft: readonly AlertCraft[], links: readonly AlertLink[]): FeatureCollection =>
  collection([
    ...linkFeatures(
      craft.map((one) => ({ ...one, at: one.arrivedAt })),
      links.map(({ a, aArrivedAt, b, bArrivedAt }) => ({ a, aAt: aArrivedAt, b, bAt: bArrivedAt })),
    ),
    ...craft.map(arrivalFeature),
  ])

/** Links reach craft that approach where they were seen last. */
const inboundFeatures = (alert: AlertViewOf<'inbound-group'>): FeatureCollection =>
  collection([
    ...linkFeatures(
      alert.craft.map((one) => ({ ...one, at: one.arrivedAt ?? one.approach?.last.at ?? '' })),
      alert.links,
    ),
    ...alert.craft.filter(({ approach }) => approach === null).map(arrivalFeature),
    ...approachFeatures(alert),
  ])

const arrivalFeature = ({ longitude, latitude }: Pick<Placed, 'longitude' | 'latitude'>): Feature =>
  feature({ type: 'Point', coordinates: [unwrapLongitude(longitude), latitude] }, { what: 'arrival' })

const linkFeatures = (craft: readonly Placed[], links: readonly Linked[]): readonly Feature[] => {
  const pointOf = new Map<string, Point>()
  for (const { craftId, at, longitude, latitude } of craft) {
    pointOf.set(`${craftId} ${at}`, [unwrapLongitude(longitude), latitude])
  }
  return links.flatMap(({ a, aAt, b, bAt }) => {
    const [from, to] = [pointOf.get(`${a} ${aAt}`), pointOf.get(`${b} ${bAt}`)]
    return from && to ? [feature({ type: 'LineString', coordinates: [from, to] }, { what: 'link' })] : []
  })
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
