import type { ApproachEvidence, Eta, Fix } from '@landfall/contracts'
import { formatApproxDuration } from '../format/format-approx-duration.ts'
import { formatPosition } from '../format/format-position.ts'
import { formatUtc } from '../format/format-utc.ts'

const HOUR_MS = 3_600_000
const MIDDLE = 4

/** The forecast of one craft as a person would write it down, a step a line, with the numbers to redo it by hand. */
export const forecastLines = (approach: ApproachEvidence): readonly string[] => [
  motionLine(approach),
  ...jumpsLines(approach.jumps),
  `${nm(approach.distanceToAreaNm)} from the line at the nearest.`,
  ...raysLines(approach.rays),
  ...(approach.eta === null ? [] : etaLines(approach, approach.eta)),
]

const motionLine = ({ motion, state, first, last, speedKnots, courseDegrees }: ApproachEvidence): string => {
  const speed = speedKnots === null ? '' : `${speedKnots.toFixed(1)} kn`
  const course = courseDegrees === null || state === 'adrift' ? '' : degrees(courseDegrees)
  const made = [speed, course === '' ? '' : `course ${course}`].filter((text) => text !== '').join(', ')
  switch (motion) {
    case 'made-good':
      return `From ${first === null ? 'its first fix' : fixWords(first)} to ${fixWords(last)}: ${made} made good.`
    case 'reported':
      return `Seen ${fixWords(last)}. It says of itself: ${made}; nobody has measured it, so the spread is twice as wide.`
    case null:
      return `Seen ${fixWords(last)}. Nothing is known of its speed and course.`
    default:
      return motion satisfies never
  }
}

const jumpsLines = (jumps: readonly Fix[]): readonly string[] =>
  jumps.length === 0 ? [] : [`Skipped, since no boat is that fast: ${jumps.map(fixWords).join('; ')}.`]

type Rays = ApproachEvidence['rays']

const raysLines = (rays: Rays): readonly string[] => {
  const [port, starboard] = [rays[0], rays.at(-1)]
  if (port === undefined || starboard === undefined) return []
  const lengths = rays.map(({ lengthNm }) => (lengthNm === null ? 'none' : lengthNm.toFixed(1))).join(', ')
  return [
    `To the line, on ${rays.length} courses from ${degrees(port.courseDegrees)} to ${degrees(starboard.courseDegrees)}: ${lengths} nm.`,
  ]
}

const etaLines = ({ rays, last, speedKnots, crossing }: ApproachEvidence, eta: Eta): readonly string[] => {
  const lengths = rays.flatMap(({ lengthNm }) => (lengthNm === null ? [] : [lengthNm]))
  const middleNm = rays[MIDDLE]?.lengthNm ?? null
  const likelyNm = middleNm ?? Math.min(...lengths)
  const longestNm = Math.max(...lengths.filter((lengthNm) => lengthNm <= 2 * likelyNm))
  const where = crossing === null ? '' : `, at ${formatPosition(crossing.longitude, crossing.latitude)}`
  const after = (at: string): string => formatApproxDuration(Date.parse(at) - Date.parse(last.at))
  const about = (lengthNm: number, at: string): string => {
    const hours = (Date.parse(at) - Date.parse(last.at)) / HOUR_MS
    return hours <= 0 ? '' : `, at about ${(lengthNm / hours).toFixed(1)} kn`
  }
  return [
    `Likely: ${middleNm === null ? 'the shortest' : 'the middle'} one, ${nm(likelyNm)} ÷ ${(speedKnots ?? 0).toFixed(1)} kn = ${after(eta.likely)} → ${formatUtc(Date.parse(eta.likely))}${where}.`,
    `Earliest: the shortest, ${nm(Math.min(...lengths))} in ${after(eta.earliest)}${about(Math.min(...lengths), eta.earliest)} → ${formatUtc(Date.parse(eta.earliest))}.`,
    `Latest: the longest, ${nm(longestNm)} in ${after(eta.latest)}${about(longestNm, eta.latest)} → ${formatUtc(Date.parse(eta.latest))}.`,
  ]
}

const fixWords = ({ at, longitude, latitude }: Fix): string =>
  `${formatUtc(Date.parse(at))} (${formatPosition(longitude, latitude)})`

const nm = (miles: number): string => `${miles.toFixed(1)} nm`
const degrees = (course: number): string => `${course.toFixed(1).padStart(5, '0')}°`
