import type { ArrivalDoubt, CraftObservation, Observation, PersonsObservation } from '@landfall/contracts'
import { arrivalDoubtOracle } from './arrival-doubt-oracle.ts'
import { assignReportOracle } from './assign-report-oracle.ts'
import type { OracleVisit } from './clusters-of.ts'
import { craftIdentitiesOracle, fieldOf } from './craft-identities-oracle.ts'
import type { OracleArea } from './oracle-area.ts'
import { standingPositionsOracle } from './standing-positions-oracle.ts'
import { standingRecordsOracle } from './standing-records-oracle.ts'
import { timeMs } from './time-ms.ts'
import { type Persons, visitPersonsOracle } from './visit-persons-oracle.ts'
import { type Fix, visitsOracle } from './visits-oracle.ts'

/**
 * The visits of one area that are not excluded (rules 1 to 4), from observations of one kind: real or exercise. Names join, and exclude,
 * through craft that have a visit, and through `others`.
 */
export const countedVisitsOracle = (
  observations: readonly Observation[],
  area: OracleArea,
  others: readonly string[] = [],
): readonly OracleVisit[] => {
  const { persons, craft } = standingRecordsOracle(observations)
  const fixes = [...positionsLeft(observations, area), ...persons].flatMap(asFix(area))
  const sent = observations.filter((one) => one.type === 'position')
  const visiting = [...Map.groupBy(fixes, ({ craftId }) => craftId)]
    .map(([craftId, its]) => ({ craftId, visits: visitsOracle(its, area.policy) }))
    .filter(({ visits }) => visits.length > 0)

  const positionsOf = (craftId: string) => sent.filter((one) => one.craftId === craftId)
  const recordsOf = (craftId: string) => craft.filter((record) => record.craftId === craftId)
  const stated = new Map(
    [...visiting.map(({ craftId }) => craftId), ...others].map((craftId) => [
      craftId,
      recordsOf(craftId).flatMap((record) => record.sameAs ?? []),
    ]),
  )
  const isService = (craftId: string) => stated.has(craftId) && isExcludedOracle(recordsOf(craftId), area)

  return visiting.flatMap(({ craftId, visits }) => {
    const names = craftIdentitiesOracle(craftId, stated)
    const namesSeen = new Set([...names].filter((name) => stated.has(name)))
    const ofCraft = persons.filter((report) => report.craftId === craftId)
    return visits.flatMap((visit) => {
      const reports = ofCraft.filter((report) => assignReportOracle(report, visits, area.policy) === visit)
      const doubt = arrivalDoubtOracle(visit, positionsOf(craftId), reports, area)
      const people = possibleAlone(visitPersonsOracle(reports, visit.arrivedMs, area.policy), doubt)
      const excluded = people === undefined || people.unauthorised.max === 0 || [...names].some(isService)
      if (excluded) return []
      const name = fieldOf(recordsOf(craftId), 'name') ?? null
      return [{ ...visit, craftId, names, namesSeen, name, persons: people, doubt }]
    })
  })
}

/** Of an impossible position people are possible, and no more. */
const possibleAlone = (people: Persons | undefined, doubt: ArrivalDoubt | undefined): Persons | undefined =>
  people !== undefined && doubt === 'position-jump'
    ? { ...people, unauthorised: { ...people.unauthorised, min: 0, likely: 0 } }
    : people

/** The positions that count, of all craft. */
export const positionsLeft = (
  observations: readonly Observation[],
  area: OracleArea,
): readonly Extract<Observation, { type: 'position' }>[] => {
  const { positionRetractions } = standingRecordsOracle(observations)
  const sent = observations.filter((one) => one.type === 'position')
  return [...Map.groupBy(sent, ({ craftId }) => craftId)].flatMap(([craftId, its]) =>
    standingPositionsOracle(
      its,
      positionRetractions.filter((one) => one.craftId === craftId),
      area,
    ),
  )
}

type Placed = Extract<Observation, { type: 'position' }> | PersonsObservation

const asFix =
  (area: OracleArea) =>
  (one: Placed): readonly (Fix & { craftId: string })[] => {
    const { longitude, latitude } = one
    if (longitude === undefined || latitude === undefined) return []
    const inside = area.contains(longitude, latitude)
    return [{ craftId: one.craftId, atMs: timeMs(one.observedAt), longitude, latitude, inside }]
  }

const FIELDS = { 'scheduled-service': 'scheduledService', domestic: 'domestic' } as const

export const isExcludedOracle = (records: readonly CraftObservation[], { policy }: OracleArea): boolean =>
  (policy.excludes ?? (['scheduled-service', 'domestic'] as const)).some(
    (reason) => fieldOf(records, FIELDS[reason]) === true,
  )
