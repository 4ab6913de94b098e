import { type Eta, formatWireTime } from '@landfall/contracts'
import { HOUR_MS, MINUTE_MS } from '../rules.ts'
import { type ApproachRay, MIDDLE_RAY } from './draw-rays.ts'
import type { Motion } from './motion-of.ts'

/** When a craft may arrive, and the ray on which it likely does. */
export type ExpectedArrival = { readonly eta: Eta; readonly ray: ArrivingRay }

type ArrivingRay = ApproachRay & { readonly lengthNm: number }

const ETA_STEP_MS = 5 * MINUTE_MS
/** A ray longer than so many times the shortest passes the nearer coast, and says nothing of when it is reached. */
const LENGTH_FACTOR_MAX = 2

/**
 * The arrival of a craft of which some ray arrives (design §4.14, rule 5); null where none does. The earliest is by the straight way,
 * `distanceNm`, since a craft may turn for the nearest coast. Times in whole milliseconds, then to five minutes: the earliest down, the
 * latest up, the likely to the nearest, half up.
 */
export const etaOf = (
  lastMs: number,
  distanceNm: number,
  rays: readonly ApproachRay[],
  speedKnots: number,
  { speedSpread }: Pick<Motion, 'speedSpread'>,
): ExpectedArrival | null => {
  const ray = likelyRay(rays)
  if (ray === null) return null
  const latestNm = Math.max(...countedRays(rays).map(({ lengthNm }) => lengthNm))
  const atMs = (lengthNm: number, knots: number): number => lastMs + Math.round((lengthNm / knots) * HOUR_MS)
  const inSteps = (ms: number, round: (steps: number) => number): string =>
    formatWireTime(round(ms / ETA_STEP_MS) * ETA_STEP_MS)
  const eta = {
    earliest: inSteps(atMs(distanceNm, speedKnots * (1 + speedSpread)), Math.floor),
    likely: inSteps(atMs(ray.lengthNm, speedKnots), Math.round),
    latest: inSteps(atMs(latestNm, speedKnots * (1 - speedSpread)), Math.ceil),
  }
  return { eta, ray }
}

const arrives = (ray: ApproachRay): ray is ArrivingRay => ray.lengthNm !== null

const countedRays = (rays: readonly ApproachRay[]): readonly ArrivingRay[] => {
  const arriving = rays.filter(arrives)
  const shortestNm = Math.min(...arriving.map(({ lengthNm }) => lengthNm))
  return arriving.filter(({ lengthNm }) => lengthNm <= LENGTH_FACTOR_MAX * shortestNm)
}

/** The middle one; where it does not count, the shortest; of equal ones the nearer to the middle, then that to port. */
const likelyRay = (rays: readonly ApproachRay[]): ArrivingRay | null => {
  const counted = countedRays(rays)
  const middle = counted.find((ray) => ray === rays[MIDDLE_RAY])
  if (middle !== undefined) return middle
  const off = (ray: ApproachRay): number => Math.abs(rays.indexOf(ray) - MIDDLE_RAY)
  const [first] = counted.toSorted((a, b) => a.lengthNm - b.lengthNm || off(a) - off(b)) // From port, and stable.
  return first ?? null
}
