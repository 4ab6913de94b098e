import { byCodePoints } from '../by-code-points.ts'
import { components, type OracleVisit } from '../clusters-of.ts'
import { distanceMetres, NAUTICAL_MILE_METRES } from '../distance-metres.ts'
import { msPer } from '../time-ms.ts'
import type { Persons } from '../visit-persons-oracle.ts'
import type { BoatApproach } from './boat-approaches-oracle.ts'
import type { InboundArea } from './inbound-area.ts'

/** A visit, by its arrival, or an approach, by its newest fix. */
export type Member = {
  readonly craftId: string
  readonly names: ReadonlySet<string>
  readonly atMs: number
  readonly longitude: number
  readonly latitude: number
  readonly persons: Persons
  readonly visit: OracleVisit | undefined
  readonly approach: BoatApproach | undefined
}

export const memberOfVisit = (visit: OracleVisit): Member => ({
  ...visit,
  atMs: visit.arrivedMs,
  visit,
  approach: undefined,
})
export const memberOfApproach = (approach: BoatApproach): Member => ({
  ...approach,
  ...approach.last,
  visit: undefined,
  approach,
})

/** Rule 8: are two near? Of two approaches, the whole track of the newer counts. */
export const isNearOracle = (a: Member, b: Member, { policy }: InboundArea): boolean => {
  const linkMetres = policy.linkDistanceNm * NAUTICAL_MILE_METRES
  if (distanceMetres(a, b) <= linkMetres) return true
  if (a.approach === undefined || b.approach === undefined) return false
  const isNewer = a.atMs === b.atMs ? byCodePoints(a.craftId, b.craftId) < 0 : a.atMs > b.atMs
  const [newer, older] = isNewer ? [a.approach, b] : [b.approach, a]
  return newer.fixes.some((fix) => distanceMetres(fix, older) <= linkMetres)
}

/** Every cluster of every window: one begins with each member of the area, whatever it hangs together with. */
export const inboundClustersOracle = (
  members: readonly Member[],
  area: InboundArea,
): readonly (readonly Member[])[] => {
  const periodMs = area.policy.periodHours * msPer.hour
  const starts = new Set(members.map(({ atMs }) => atMs))
  return [...starts].flatMap((startMs) => {
    const within = members.filter(({ atMs }) => startMs <= atMs && atMs <= startMs + periodMs)
    return components(within, (a, b) => isNearOracle(a, b, area))
  })
}
