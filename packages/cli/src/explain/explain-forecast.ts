import { type ApproachEvidence, type Eta, type Fix, INBOUND_DEFAULTS, type Policy } from '@landfall/contracts'
import { finalBearingDegrees, haversineMetres, METRES_PER_NAUTICAL_MILE } from '@landfall/geo'
import { formatPlace } from '../watch/format-place.ts'

/** `compare` is called with each figure that the forecast states and that follows from others of it. */
type Compare = (what: string, says: unknown, counts: unknown) => void

const HOUR_MS = 3_600_000
const STEP_MS = 300_000
/** Fixes are written with less than they were worked out with. */
const ROUNDING = 0.11

/** The forecast of one craft, redone from its fixes to its ETA (design §4.14, rules 3 to 5). */
export const explainForecast = (approach: ApproachEvidence, policy: Policy, compare: Compare): readonly string[] => {
  const rules: ForecastRules = { ...INBOUND_DEFAULTS, ...(policy.inbound as Partial<ForecastRules> | undefined) }
  const { state, last, jumps, distanceToAreaNm } = approach
  return [
    `  newest fix ${fixText(last)}, ${distanceToAreaNm} nm from the area`,
    ...jumps.map((jump) => `  skipped, out of reach at ${rules.speedKnotsMax} kn: ${fixText(jump)}`),
    ...motionLines(approach, compare),
    ...stateLines(approach, rules, compare),
    ...(approach.eta === null
      ? [`  ${state}: when it arrives is not known`]
      : etaLines(approach, approach.eta, rules, compare)),
  ]
}

type ForecastRules = { readonly [Field in keyof typeof INBOUND_DEFAULTS]: number }

const fixText = (fix: Fix): string => `${fix.at} at ${formatPlace(fix)}`

const motionLines = ({ motion, first, last, speedKnots, courseDegrees }: ApproachEvidence, compare: Compare) => {
  if (motion === null) return ['  no motion is known: one fix, and no speed and course of its own']
  const stated = `${speedKnots} kn${courseDegrees === null ? '' : ` on ${courseDegrees}°`}`
  if (motion === 'reported' || first === null) return [`  motion as it reports it: ${stated}`]
  const metres = haversineMetres(first.longitude, first.latitude, last.longitude, last.latitude)
  const ms = Date.parse(last.at) - Date.parse(first.at)
  const knots = metres / METRES_PER_NAUTICAL_MILE / (ms / HOUR_MS)
  const course = finalBearingDegrees(first, last)
  compareClose(compare, 'speed made good', speedKnots, knots, 1_000)
  if (courseDegrees !== null) compareClose(compare, 'course made good', courseDegrees, course, 360)
  return [
    `  from fix   ${fixText(first)}`,
    `  made good: ${(metres / METRES_PER_NAUTICAL_MILE).toFixed(2)} nm in ${Math.round(ms / 60_000)} min = ${stated}`,
  ]
}

/** Agrees within what rounding explains; `turn`: after which figures begin again. */
const compareClose = (compare: Compare, what: string, says: number | null, counts: number, turn: number): void => {
  const apart = Math.abs((says ?? Number.NaN) - counts)
  const isClose = Math.min(apart, turn - apart) <= ROUNDING
  compare(what, says, isClose ? says : counts.toFixed(1))
}

/** Both spreads are doubled where the motion is less sure. */
const sureness = ({ motion, first, last }: ApproachEvidence, { trackMinutes }: ForecastRules): 1 | 2 => {
  const trackMs = first === null ? 0 : Date.parse(last.at) - Date.parse(first.at)
  return motion === 'reported' || trackMs < trackMinutes * 60_000 ? 2 : 1
}

const stateLines = (approach: ApproachEvidence, rules: ForecastRules, compare: Compare): readonly string[] => {
  const { state, motion, speedKnots, courseDegrees, rays } = approach
  if (motion === null || speedKnots === null) {
    compare('state', state, 'unknown')
    return []
  }
  if (speedKnots < rules.adriftKnots) {
    // Unknown where its own speed, which is not part of the evidence, says otherwise.
    compare('state', state, state === 'unknown' && motion === 'made-good' ? 'unknown' : 'adrift')
    return [
      `  slower than ${rules.adriftKnots} kn${state === 'unknown' ? ', but it says that it moves' : ''}: ${state}`,
    ]
  }
  const middle = rays[4]?.lengthNm ?? null
  const hours = middle === null ? Number.POSITIVE_INFINITY : middle / speedKnots
  const arrives = rays.some(({ lengthNm }) => lengthNm !== null)
  compare('state', state, hours <= rules.horizonHours ? 'heading-in' : arrives ? 'may-arrive' : 'passing')
  const step = (rules.courseSpreadDegrees * sureness(approach, rules)) / 4
  for (const [at, ray] of rays.entries()) {
    const course = ((courseDegrees ?? 0) + (at - 4) * step + 720) % 360
    compareClose(compare, `course of ray ${at + 1}`, ray.courseDegrees, course, 360)
  }
  return [
    `  rays, ± ${step * 4}° in steps of ${step}°: ${rays.map(({ courseDegrees: on, lengthNm }) => `${on}° ${lengthNm === null ? '–' : `${lengthNm} nm`}`).join(', ')}`,
  ]
}

const etaLines = (approach: ApproachEvidence, eta: Eta, rules: ForecastRules, compare: Compare): readonly string[] => {
  const { rays, last, speedKnots, state, crossing } = approach
  const speed = speedKnots ?? 0
  const spread = rules.speedSpread * sureness(approach, rules)
  const lengths = rays.flatMap(({ lengthNm }) => lengthNm ?? [])
  const shortest = Math.min(...lengths)
  const likelyNm = rays[4]?.lengthNm ?? shortest
  const longest = Math.max(...lengths.filter((lengthNm) => lengthNm <= 2 * likelyNm))
  const after = (nm: number, knots: number) => Date.parse(last.at) + Math.round((nm / knots) * HOUR_MS)
  const inSteps = (round: (steps: number) => number, ms: number) =>
    new Date(round(ms / STEP_MS) * STEP_MS).toISOString()
  const [fast, slow] = [speed * (1 + spread), speed * (1 - spread)]
  compare('earliest', eta.earliest, inSteps(Math.floor, after(shortest, fast)))
  compare(
    'likely',
    eta.likely,
    inSteps((steps) => Math.floor(steps + 0.5), after(likelyNm, speed)),
  )
  compare('latest', eta.latest, inSteps(Math.ceil, after(longest, slow)))
  const sum = (nm: number, knots: number) =>
    `${nm} nm ÷ ${Number(knots.toFixed(3))} kn = ${hoursAndMinutes(nm / knots)}`
  return [
    `  ${state}, at ${speed} kn ± ${spread * 100} %, from the newest fix on:`,
    `  earliest = ${sum(shortest, fast)} → ${eta.earliest} (down to 5 min)`,
    `  likely   = ${sum(likelyNm, speed)} → ${eta.likely}`,
    `  latest   = ${sum(longest, slow)} → ${eta.latest} (up to 5 min)`,
    ...(crossing === null ? [] : [`  it would cross the line at ${formatPlace(crossing)}`]),
  ]
}

/** `4 h 05` */
const hoursAndMinutes = (hours: number): string => {
  const minutes = Math.round(hours * 60)
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`
}
