import type { AlertCraft, AlertLink, AlertView, AlertViewOf, TrackedCraft } from '@landfall/contracts'
import { countedCraft } from '../alert/counted-craft.ts'
import { severityOf } from '../alert/severity-of.ts'
import { type CraftStore, craftKey } from '../craft/create-craft-store.ts'
import type { AreaShown } from '../state/state.ts'
import { collection, type Feature, type FeatureCollection, feature, type Point } from './feature.ts'
import { approachFeatures } from './inbound/approach-features.ts'
import { ringLines } from './ring-lines.ts'
import type { MapPlace } from './show-whole.ts'
import { unwrapLongitude } from './unwrap-longitude.ts'

/** Outlines only: where an area is cut at 180° its polygon has an edge that is no border. */
export const areaFeatures = (areas: readonly AreaShown[]): FeatureCollection =>
  collection(areas.map(({ geometry }) => feature({ type: 'MultiLineString', coordinates: ringLines(geometry) })))

/** The arrivals an alert counts, and the links between them. */
export const alertFeatures = (alert: AlertView | undefined): FeatureCollection => {
  if (alert === undefined) return collection([])
  switch (alert.kind) {
    case 'mass-arrival':
      return arrivalFeatures(alert.craft, alert.links)
    case 'inbound-group':
      return inboundFeatures(alert)
    case 'diagnostic':
    case 'distress':
    case 'source-limit':
    case 'source-silent':
      return collection([]) // Its marker says all, if it has a place.
    default:
      return alert satisfies never
  }
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
  const keys = alert === undefined ? [] : countedCraft(alert).flatMap((one) => namesOf(one, alert.exercise))
  return new Set(picked === null ? keys : [...keys, picked])
}

/** The track of each craft, as far as positions were received, and a ring round those that are pointed at. */
export const trackFeatures = (
  keys: ReadonlySet<string>,
  pointed: readonly string[],
  craft: CraftStore,
): readonly Feature[] => [
  ...[...keys].flatMap((key) => {
    const trail = craft.trailOf(key).map(([longitude, latitude]) => [unwrapLongitude(longitude), latitude] as const)
    return trail.length > 1 ? [feature({ type: 'LineString', coordinates: trail }, { what: 'track' })] : []
  }),
  ...pointed.flatMap((key) => {
    const one = craft.all.get(key)
    return one === undefined ? [] : [pointAt(one, { what: 'pointed' })]
  }),
]

/** A dot where each craft of an alert is now, and a line to it from where it arrived. */
export const sinceArrivalFeatures = (alert: AlertView | undefined, craft: CraftStore): readonly Feature[] => {
  if (alert === undefined) return []
  const severity = severityOf(alert)
  return countedCraft(alert).flatMap((one) => {
    const newest = newestOf(namesOf(one, alert.exercise), craft)
    if (newest === undefined) return []
    const now = pointAt(newest, { what: 'now', severity })
    if (one.arrivedAt === null) return [now]
    const coordinates = [one, newest].map((place) => [unwrapLongitude(place.longitude), place.latitude] as const)
    return [feature({ type: 'LineString', coordinates }, { what: 'since', severity }), now]
  })
}

/** Keys of a craft under each of its names. */
const namesOf = (one: { readonly craftId: string; readonly sameAs: readonly string[] }, exercise: boolean) =>
  [one.craftId, ...one.sameAs].map((craftId) => craftKey({ craftId, exercise }))

const newestOf = (keys: readonly string[], craft: CraftStore): TrackedCraft | undefined =>
  keys
    .flatMap((key) => craft.all.get(key) ?? [])
    .toSorted((a, b) => Date.parse(b.observedAt) - Date.parse(a.observedAt))[0]

/** Keys of the craft of an alert that the table points at. */
export const pointedCraft = (alert: AlertView | undefined, craftId: string | null): readonly string[] => {
  const one = alert === undefined ? undefined : countedCraft(alert).find((craft) => craft.craftId === craftId)
  return one === undefined || alert === undefined ? [] : namesOf(one, alert.exercise)
}

const pointAt = ({ longitude, latitude }: MapPlace, properties: Feature['properties']): Feature =>
  feature({ type: 'Point', coordinates: [unwrapLongitude(longitude), latitude] }, properties)
