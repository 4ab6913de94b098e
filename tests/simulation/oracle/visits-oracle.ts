import type { Policy } from '@landfall/contracts'
import { msPer } from './time-ms.ts'

/** A place at a time, and whether it is inside the area. */
export type Fix = {
  readonly atMs: number
  readonly longitude: number
  readonly latitude: number
  readonly inside: boolean
}

export type OracleSpan = {
  readonly arrivedMs: number
  readonly lastMs: number
  readonly longitude: number
  readonly latitude: number
}

type Gaps = Pick<Policy, 'absenceGapHours' | 'visitGapHours'>

/** Rule 1 for one craft in one area: every pair of neighbours in time, decided over all its positions. */
export const visitsOracle = (fixes: readonly Fix[], policy: Gaps): readonly OracleSpan[] => {
  const inside = fixes.filter((fix) => fix.inside).sort(earlierThenWestThenSouth)
  const outside = fixes.filter((fix) => !fix.inside)
  const visits: Fix[][] = []
  for (const fix of inside) {
    const visit = visits.at(-1)
    const before = visit?.at(-1)
    if (visit === undefined || before === undefined || parted(before.atMs, fix.atMs, outside, policy))
      visits.push([fix])
    else visit.push(fix)
  }
  return visits.map(spanOf)
}

const earlierThenWestThenSouth = (a: Fix, b: Fix): number =>
  a.atMs - b.atMs || a.longitude - b.longitude || a.latitude - b.latitude

const parted = (aMs: number, bMs: number, outside: readonly Fix[], policy: Gaps): boolean => {
  const gapMs = bMs - aMs
  if (gapMs > policy.absenceGapHours * msPer.hour) return true
  return gapMs > policy.visitGapHours * msPer.hour && outside.some((fix) => hourWithin(fix.atMs, aMs, bMs))
}

/** Does the whole UTC hour of this time lie between a and b? */
const hourWithin = (atMs: number, aMs: number, bMs: number): boolean => {
  const hourMs = Math.floor(atMs / msPer.hour) * msPer.hour
  return aMs <= hourMs && hourMs + msPer.hour <= bMs
}

const spanOf = (visit: readonly Fix[]): OracleSpan => {
  const [first, last] = [visit[0], visit.at(-1)]
  if (first === undefined || last === undefined) throw new Error('a visit without a position')
  return { arrivedMs: first.atMs, lastMs: last.atMs, longitude: first.longitude, latitude: first.latitude }
}
