import { type Eta, formatWireTime } from '@landfall/contracts'
import { HOUR_MS, MINUTE_MS } from '../rules.ts'
import { type ApproachRay, MIDDLE_RAY } from './draw-rays.ts'
import type { Motion } from './motion-of.ts'

/** When a craft may arrive, and the ray on which it likely does. */
export type ExpectedArrival = { readonly eta: Eta; readonly ray: ArrivingRay }

type ArrivingRay = ApproachRay & { readonly lengthNm: number }

const ETA_STEP_MS = 5 * MINUTE_MS
/** A ray that meets another coast, far behind the likely one, does not make the interval longer. */
const LATEST_FACTOR = 2

/**
 * The arrival of a craft of which some ray arrives (design §4.14, rule 5); null where none does. Times in whole milliseconds, then to
 * five minutes: the earliest down, the latest up, the likely to the nearest, half up.
 */
export const etaOf = (
  lastMs: number,
  rays: readonly ApproachRay[],
  speedKnots: number,
  { speedSpread }: Pick<Motion, 'speedSpread'>,
): ExpectedArrival | null => {
  const arriving = rays.filter(arrives)
  const ray = likelyRay(rays)
  if (ray === null) return null
  const lengths = arriving.map(({ lengthNm }) => lengthNm)
  const latestNm = Math.max(...lengths.filter((lengthNm) => lengthNm <= LATEST_FACTOR * ray.lengthNm))
  const atMs = (lengthNm: number, knots: number): number => lastMs + Math.round((lengthNm / knots) * HOUR_MS)
  const inSteps = (ms: number, round: (steps: number) => number): string =>
    formatWireTime(round(ms / ETA_STEP_MS) * ETA_STEP_MS)
  const eta = {
    earliest: inSteps(atMs(Math.min(...lengths), speedKnots * (1 + speedSpread)), Math.floor),
    likely: inSteps(atMs(ray.lengthNm, speedKnots), Math.round),
    latest: inSteps(atMs(latestNm, speedKnots * (1 - speedSpread)), Math.ceil),
  }
  return { eta, ray }
}

const arrives = (ray: ApproachRay): ray is ArrivingRay => ray.lengthNm !== null

/** The middle one; where it does not arrive, the shortest that does; of equal ones the nearer to the middle, then that to port. */
const likelyRay = (rays: readonly ApproachRay[]): ArrivingRay | null => {
  const middle = rays[MIDDLE_RAY]
  if (middle !== undefined && arrives(middle)) return middle
  const off = (ray: ApproachRay): number => Math.abs(rays.indexOf(ray) - MIDDLE_RAY)
  const [first] = rays.filter(arrives).sort((a, b) => a.lengthNm - b.lengthNm || off(a) - off(b)) // From port, and stable.
  return first ?? null
}
