import type { Observation } from '@landfall/contracts'
import { byCodePoints } from '../by-code-points.ts'
import { components, type OracleVisit } from '../clusters-of.ts'
import { countedVisitsOracle, isExcludedOracle, positionsLeft } from '../counted-visits-oracle.ts'
import { craftIdentitiesOracle, fieldOf } from '../craft-identities-oracle.ts'
import { standingRecordsOracle } from '../standing-records-oracle.ts'
import { msPer, timeMs } from '../time-ms.ts'
import type { Persons } from '../visit-persons-oracle.ts'
import { visitsOracle } from '../visits-oracle.ts'
import { type CraftApproach, type CraftKnown, clearFromMs, craftApproachOracle } from './craft-approach-oracle.ts'
import type { InboundArea } from './inbound-area.ts'

/** The approach of one boat, under all its names. */
export type BoatApproach = CraftApproach & {
  readonly names: ReadonlySet<string>
  readonly namesSeen: ReadonlySet<string>
  readonly name: string | null
  readonly persons: Persons
}

type Members = { readonly visits: readonly OracleVisit[]; readonly approaches: readonly BoatApproach[] }

/** Rule 7: the visits and the approaches that count, from observations of one kind: real or exercise. */
export const boatApproachesOracle = (observations: readonly Observation[], area: InboundArea): Members => {
  const known = craftKnownOracle(observations, area)
  const emitted = known.flatMap((craft) => craftApproachOracle(craft, area) ?? [])
  const visits = countedVisitsOracle(
    observations,
    area,
    emitted.map(({ craftId }) => craftId),
  )
  const there = known.filter(
    (craft) => craft.visits.length > 0 || emitted.some(({ craftId }) => craftId === craft.craftId),
  )
  const stated = new Map(there.map(({ craftId, records }) => [craftId, records.flatMap(({ sameAs = [] }) => sameAs)]))
  const namesOf = (craftId: string) => craftIdentitiesOracle(craftId, stated)
  const boats = components(emitted, (a, b) => namesOf(a.craftId).has(b.craftId))
  const approaches = boats.flatMap((boat) => {
    const names = namesOf(boat[0]?.craftId ?? '')
    const ofBoat = there.filter(({ craftId }) => names.has(craftId))
    if (ofBoat.some(({ records }) => isExcludedOracle(records, area))) return []
    const insideMs = Math.max(...ofBoat.flatMap((craft) => craft.visits.map(({ lastMs }) => lastMs)))
    const left = boat.filter(({ isName, last }) => isName && insideMs < clearFromMs(last.atMs, area)).toSorted(byNewest)
    const [lead] = left
    const persons = personsOfBoat(left)
    if (lead === undefined || persons === undefined) return []
    const recent = visits.filter(
      (visit) =>
        names.has(visit.craftId) &&
        visit.arrivedMs <= lead.last.atMs &&
        visit.arrivedMs >= lead.last.atMs - area.policy.periodHours * msPer.hour,
    )
    const landed = Math.max(0, ...recent.map((visit) => visit.persons.unauthorised.likely))
    if (persons.unauthorised.likely <= landed) return []
    const namesSeen = new Set(ofBoat.map(({ craftId }) => craftId))
    const records = ofBoat.find(({ craftId }) => craftId === lead.craftId)?.records ?? []
    return [{ ...lead, names, namesSeen, name: fieldOf(records, 'name') ?? null, persons }]
  })
  return { visits, approaches }
}

const byNewest = (a: CraftApproach, b: CraftApproach): number =>
  b.last.atMs - a.last.atMs || byCodePoints(a.craftId, b.craftId)

/** The reports of the name with the most likely people (equal: of the first); of each figure the largest. */
const personsOfBoat = (names: readonly CraftApproach[]): Persons | undefined => {
  const all = names.flatMap(({ persons }) => persons ?? [])
  const [most] = all.toSorted((a, b) => b.unauthorised.likely - a.unauthorised.likely)
  if (most === undefined) return undefined
  const largest = (figure: 'min' | 'likely') => Math.max(...all.map(({ unauthorised }) => unauthorised[figure]))
  const tops = all.map(({ unauthorised: { max } }) => max ?? Number.POSITIVE_INFINITY)
  const max = Math.max(...tops)
  return {
    ...most,
    unauthorised: {
      min: largest('min'),
      likely: largest('likely'),
      max: max === Number.POSITIVE_INFINITY ? null : max,
    },
    maxInSums: Math.max(...all.map(({ maxInSums }) => maxInSums)),
  }
}

export const craftKnownOracle = (observations: readonly Observation[], area: InboundArea): readonly CraftKnown[] => {
  const { persons, craft, positionRetractions, retractedPersons } = standingRecordsOracle(observations)
  const left = positionsLeft(observations, area)
  const craftIds = [...new Set(observations.map(({ craftId }) => craftId))]
  return craftIds.map((craftId) => {
    const positions = left.filter((one) => one.craftId === craftId)
    const reports = persons.filter((report) => report.craftId === craftId)
    const fixes = [...positions, ...reports].flatMap(({ observedAt, longitude, latitude }) =>
      longitude === undefined || latitude === undefined
        ? []
        : [{ atMs: timeMs(observedAt), longitude, latitude, inside: area.contains(longitude, latitude) }],
    )
    return {
      craftId,
      positions,
      reports,
      retractions: positionRetractions.filter((one) => one.craftId === craftId),
      isTakenBack: retractedPersons.some((report) => report.craftId === craftId),
      records: craft.filter((record) => record.craftId === craftId),
      visits: isFollowed(observations, craftId) ? visitsOracle(fixes, area.policy) : [],
    }
  })
}

/** Whether the groups stage hears of it at all: somebody has said more of it than where it was, and what it is. */
const isFollowed = (observations: readonly Observation[], craftId: string): boolean =>
  observations.some(
    (one) =>
      one.craftId === craftId &&
      (one.type === 'persons' ||
        one.type === 'retraction' ||
        (one.type === 'craft' &&
          ((one.sameAs ?? []).length > 0 || one.scheduledService === true || one.domestic === true))),
  )
