import type { ApproachEvidence, Eta } from '@landfall/contracts'
import { NAUTICAL_MILE_METRES } from '../distance-metres.ts'
import { msPer, written } from '../time-ms.ts'
import type { InboundArea } from './inbound-area.ts'
import type { InboundPolicyOracle } from './inbound-policy-oracle.ts'
import type { Motion } from './motion-oracle.ts'
import type { TrackFix } from './track-oracle.ts'

const STEPS = [-4, -3, -2, -1, 0, 1, 2, 3, 4] as const
const FIVE_MINUTES_MS = 5 * msPer.minute

const toDigits = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits
const toTenth = (value: number): number => toDigits(value, 1)
export const fixOracle = ({ atMs, longitude, latitude }: TrackFix) => ({ at: written(atMs), longitude, latitude })

type Ray = {
  readonly step: number
  readonly courseDegrees: number
  readonly lengthNm: number | null
  readonly crossing: { readonly longitude: number; readonly latitude: number } | null
}
type Arriving = Ray & { readonly lengthNm: number }
const arrives = (ray: Ray): ray is Arriving => ray.lengthNm !== null

/** Rules 4 and 5: what the motion of a craft says of its arrival. */
export const forecastOracle = (moved: Motion, area: InboundArea, policy: InboundPolicyOracle): ApproachEvidence => {
  const evidence = {
    motion: moved.motion,
    first: moved.first === null ? null : fixOracle(moved.first),
    last: fixOracle(moved.last),
    jumps: moved.jumps.map(fixOracle),
    speedKnots: moved.speedKnots,
    courseDegrees: moved.courseDegrees,
    distanceToAreaNm: toTenth(area.metresToArea(moved.last.longitude, moved.last.latitude) / NAUTICAL_MILE_METRES),
  }
  const still = stillState(moved, policy)
  if (still !== null || moved.speedKnots === null || moved.courseDegrees === null)
    return { ...evidence, state: still ?? 'unknown', rays: [], eta: null, crossing: null }

  const rays = STEPS.map((step) => rayOf(moved, step, area, policy))
  const shown = rays.map(({ courseDegrees, lengthNm }) => ({ courseDegrees, lengthNm }))
  const likely = likelyRay(rays)
  if (likely === undefined) return { ...evidence, state: 'passing', rays: shown, eta: null, crossing: null }
  const isHeadingIn = likely.step === 0 && likely.lengthNm / moved.speedKnots <= policy.horizonHours
  return {
    ...evidence,
    state: isHeadingIn ? 'heading-in' : 'may-arrive',
    rays: shown,
    eta: etaOf(rays.filter(arrives), likely, moved.last.atMs, {
      speedKnots: moved.speedKnots,
      spread: policy.speedSpread * moved.spreads,
    }),
    crossing: likely.crossing,
  }
}

const stillState = (
  { motion, speedKnots, last }: Motion,
  { adriftKnots }: InboundPolicyOracle,
): 'unknown' | 'adrift' | null => {
  if (speedKnots === null) return 'unknown'
  if (speedKnots >= adriftKnots) return null
  const saysItMoves = last.stated !== null && toTenth(last.stated.speedKnots) >= adriftKnots
  return motion === 'made-good' && saysItMoves ? 'unknown' : 'adrift'
}

const rayOf = (moved: Motion, step: number, area: InboundArea, policy: InboundPolicyOracle): Ray => {
  const turned = (moved.courseDegrees ?? 0) + (step / 4) * policy.courseSpreadDegrees * moved.spreads
  const courseDegrees = toDigits((turned + 360) % 360, 6) % 360
  const point = area.firstPointInside(moved.last, courseDegrees, 2 * policy.watchDistanceNm * NAUTICAL_MILE_METRES)
  if (point === null) return { step, courseDegrees, lengthNm: null, crossing: null }
  const { metres, longitude, latitude } = point
  return {
    step,
    courseDegrees,
    lengthNm: toTenth(metres / NAUTICAL_MILE_METRES),
    crossing: { longitude: toDigits(longitude, 5), latitude: toDigits(latitude, 5) },
  }
}

/** The middle one; else the shortest (equal: nearer the middle, then to port). */
const likelyRay = (rays: readonly Ray[]): Arriving | undefined => {
  const arriving = rays.filter(arrives)
  return (
    arriving.find(({ step }) => step === 0) ??
    arriving.toSorted((a, b) => a.lengthNm - b.lengthNm || Math.abs(a.step) - Math.abs(b.step) || a.step - b.step)[0]
  )
}

const etaOf = (
  arriving: readonly Arriving[],
  likely: Arriving,
  fromMs: number,
  { speedKnots, spread }: { readonly speedKnots: number; readonly spread: number },
): Eta => {
  const lengths = arriving.map(({ lengthNm }) => lengthNm)
  const after = (lengthNm: number, knots: number) => fromMs + Math.round((lengthNm / knots) * msPer.hour)
  const earliestMs = after(Math.min(...lengths), speedKnots * (1 + spread))
  const likelyMs = after(likely.lengthNm, speedKnots)
  const latestMs = after(
    Math.max(...lengths.filter((lengthNm) => lengthNm <= 2 * likely.lengthNm)),
    speedKnots * (1 - spread),
  )
  return {
    earliest: written(Math.floor(earliestMs / FIVE_MINUTES_MS) * FIVE_MINUTES_MS),
    likely: written(Math.floor(likelyMs / FIVE_MINUTES_MS + 0.5) * FIVE_MINUTES_MS),
    latest: written(Math.ceil(latestMs / FIVE_MINUTES_MS) * FIVE_MINUTES_MS),
  }
}
