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

/** Of each member those that hang together with it among the members of its time and of `period` after it. */
export const ledClustersOracle = (members: readonly Member[], area: InboundArea): readonly (readonly Member[])[] => {
  const periodMs = area.policy.periodHours * msPer.hour
  return members.flatMap((leader) => {
    const within = members.filter(({ atMs }) => leader.atMs <= atMs && atMs <= leader.atMs + periodMs)
    return components(within, (a, b) => isNearOracle(a, b, area)).filter((part) => part.includes(leader))
  })
}
