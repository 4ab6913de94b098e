import type { Observation } from '@landfall/contracts'
import { alertContentOracle } from './alert-content-oracle.ts'
import { byOracleArrival, clustersOf, components, type OracleVisit } from './clusters-of.ts'
import { countedVisitsOracle } from './counted-visits-oracle.ts'
import type { OracleArea, SituationContent } from './oracle-area.ts'
import { sumOf } from './sum-of.ts'
import { msPer } from './time-ms.ts'

/**
 * The content of the open alerts, calculated from the whole set of observations at once, by brute force and straight
 * from the design's text (rules 1 to 7), for observations none of which is older than `retention`. Nothing here is
 * shared with the windowing service: where the two differ, one of them has read the text wrongly.
 */
export const situationsOf = (
  observations: readonly Observation[],
  areas: readonly OracleArea[],
): readonly SituationContent[] =>
  areas.flatMap((area) =>
    [false, true].flatMap((exercise) => {
      const members = countedVisitsOracle(
        observations.filter((one) => one.exercise === exercise),
        area,
      )
      return situationsAmong(members, area)
        .map((visits) => visits.toSorted(byOracleArrival))
        .toSorted(byFirstArrival)
        .map((visits) => alertContentOracle(visits, area, exercise))
    }),
  )

const situationsAmong = (
  members: readonly OracleVisit[],
  { policy }: OracleArea,
): readonly (readonly OracleVisit[])[] => {
  const exceeding = clustersOf(members, policy.periodHours * msPer.hour, policy).filter(
    (cluster) => sumOf(cluster.members, 'max') > policy.threshold,
  )
  const share = components(exceeding, (a, b) => a.members.some((member) => b.members.includes(member)))
  return share.map((clusters) => [...new Set(clusters.flatMap((cluster) => cluster.members))])
}

const byFirstArrival = (a: readonly OracleVisit[], b: readonly OracleVisit[]): number => {
  const [firstOfA, firstOfB] = [a[0], b[0]]
  if (firstOfA === undefined || firstOfB === undefined) throw new Error('a situation without a visit')
  return byOracleArrival(firstOfA, firstOfB)
}
