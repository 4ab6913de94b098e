import type { Approach } from '@landfall/contracts'
import { type Area, nauticalMiles } from '@landfall/geo'
import type { WatchedArea } from '@landfall/mass-arrivals'
import type { KnownBefore } from './forecasts-before.ts'
import { intervalAtSpeed, type TimeInterval } from './time-interval.ts'

/** A forecast that is simpler than the product's, with the same spread of speed; null where it can say nothing. */
type Baseline = (known: KnownBefore, area: Area, watched: WatchedArea) => TimeInterval | null

/** Straight for the nearest point of the area, at the speed that the product takes. */
const nearestBaseline: Baseline = ({ approach }, { metresToArea }, { rules }) => {
  if (!moves(approach)) return null
  const { last, speedKnots } = approach
  const nm = nauticalMiles(metresToArea(last.longitude, last.latitude))
  return intervalAtSpeed(Date.parse(last.at), nm, speedKnots, rules.inbound.speedSpread)
}

/** On, as the craft last said of itself. */
const reportedBaseline: Baseline = ({ newest }, { firstPointInside }, { rules }) => {
  const { atMs, speedKnots = 0, courseDegrees } = newest
  const { speedSpread, adriftKnots, watchDistanceMetres } = rules.inbound
  if (speedKnots < adriftKnots || courseDegrees === undefined) return null
  const arrival = firstPointInside(newest, courseDegrees, 2 * watchDistanceMetres)
  return arrival && intervalAtSpeed(atMs, nauticalMiles(arrival.metres), speedKnots, speedSpread)
}

/** Drifting craft, and those that nobody knows how they move, are bound for nowhere. */
const moves = (approach: Approach | undefined): approach is Approach & { readonly speedKnots: number } =>
  approach !== undefined && approach.speedKnots !== null && approach.courseDegrees !== null && approach.rays.length > 0

export const baselines: readonly (readonly [name: string, forecastOf: Baseline])[] = [
  ['nearest distance ÷ speed', nearestBaseline],
  ['on as last reported', reportedBaseline],
]
