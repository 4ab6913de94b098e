import type { InboundCraft } from '@landfall/contracts'
import { formatPosition } from '../format/format-position.ts'

/** Closer than this, two crossings are one stretch: a minute of latitude or so. */
const SAME_DEGREES = 0.05

type Craft = readonly Pick<InboundCraft, 'approach' | 'longitude' | 'latitude'>[]
type Place = { readonly longitude: number; readonly latitude: number }

/**
 * Where the line may be crossed: `crossing 34°24.1′S 173°03.1′E`, `… to 34°40.0′S 173°20.0′E` where the craft cross far apart. The first is
 * that of the earliest arrival. Without a crossing, where the craft that was seen last is.
 */
export const coastWords = (craft: Craft): string => {
  const crossings = craft
    .flatMap(({ approach }) =>
      approach?.eta == null || approach.crossing === null
        ? []
        : [{ atMs: Date.parse(approach.eta.earliest), place: approach.crossing }],
    )
    .toSorted((a, b) => a.atMs - b.atMs)
    .map(({ place }) => place)
  const [first] = crossings
  if (first === undefined) return lastSeen(craft)
  const farthest = crossings.reduce((far, place) => (apart(first, place) > apart(first, far) ? place : far), first)
  const to = apart(first, farthest) > SAME_DEGREES ? ` to ${positionOf(farthest)}` : ''
  return `crossing ${positionOf(first)}${to}`
}

const lastSeen = (craft: Craft): string => {
  const newest = craft
    .filter(({ approach }) => approach !== null)
    .toSorted((a, b) => (b.approach?.last.at ?? '').localeCompare(a.approach?.last.at ?? ''))[0]
  return newest === undefined ? '' : `seen at ${positionOf(newest)}`
}

const positionOf = ({ longitude, latitude }: Place): string => formatPosition(longitude, latitude)

/** In degrees of latitude, near enough to compare; over 180° too. */
const apart = (a: Place, b: Place): number => {
  const east = ((b.longitude - a.longitude + 540) % 360) - 180
  return Math.hypot(east * Math.cos((a.latitude * Math.PI) / 180), b.latitude - a.latitude)
}
