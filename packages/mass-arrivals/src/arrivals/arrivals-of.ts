import {
  type CraftDescription,
  type CraftObservation,
  compareCodePoints,
  formatWireTime,
  type Visit,
} from '@landfall/contracts'
import type { WatchedArea } from '../watched-area.ts'
import { ARRIVALS_LIMITS } from './arrivals-limits.ts'
import { assignReport } from './assign-report.ts'
import { type HeldRecord, recordKey, standingRecords } from './craft-records.ts'
import { type CraftState, isReport, type StandingReport, seenPoints } from './craft-state.ts'
import { emptyTrack, visitsOf } from './track.ts'
import { visitPersons } from './visit-persons.ts'

/** What a snapshot says of a craft in one area. */
export type Arrivals = { readonly craft: CraftDescription; readonly visits: readonly Visit[] }

const isUnknown = { name: null, callSign: null, imo: null, flag: null, shipType: null, lengthMetres: null } as const

/** Of a craft without observations. */
export const noArrivals: Arrivals = {
  craft: { ...isUnknown, scheduledService: false, domestic: false, sameAs: [] },
  visits: [],
}

/** A craft's visits to the area at `areaIndex`, each with the people its reports give it. */
export const arrivalsOf = (state: CraftState, area: WatchedArea, areaIndex: number): Arrivals => {
  const track = state.tracks[areaIndex] ?? emptyTrack
  const standing = standingRecords(state.records)
  const spans = visitsOf(track, seenPoints(standing, area), area.rules)
  const reports = spans.map((): StandingReport[] => [])
  for (const report of standing.filter(isReport)) {
    const { observedAtMs, record } = report
    const index = assignReport({ observedAtMs, method: record.method }, spans, track.forgottenEndMs, area.rules)
    if (index !== null) reports[index]?.push(report)
  }
  return {
    craft: describeCraft(standing),
    visits: spans.map(({ arrival, lastMs }, index) => ({
      arrivedAt: formatWireTime(arrival.atMs),
      longitude: arrival.longitude,
      latitude: arrival.latitude,
      lastAt: formatWireTime(lastMs),
      persons: visitPersons(reports[index] ?? [], arrival.atMs, area.rules),
    })),
  }
}

/**
 * Whether readers need a new snapshot. A visit that only lasts longer is emitted once an hour: nothing that an alert
 * says depends on it, and a craft that reports every few seconds would otherwise be most of the topic (decision 0002).
 */
export const areSameArrivals = (a: Arrivals, b: Arrivals): boolean => said(a) === said(b)

const said = ({ craft, visits }: Arrivals): string =>
  JSON.stringify([craft, visits.map((visit) => ({ ...visit, lastAt: visit.lastAt.slice(0, 'YYYY-MM-DDTHH'.length) }))])

type Field = 'name' | 'callSign' | 'imo' | 'flag' | 'shipType' | 'lengthMetres' | 'scheduledService' | 'domestic'

/**
 * What a craft's standing records say of it: each field as the latest record that states it (at equal times the greater
 * `source.id/observationId`); `sameAs` is all that was ever added, at most 64 names (design §3).
 */
const describeCraft = (standing: readonly HeldRecord[]): CraftDescription => {
  const statements = standing
    .flatMap((held) => (held.record.type === 'craft' ? [{ ...held, record: held.record }] : []))
    .sort((a, b) => b.observedAtMs - a.observedAtMs || compareCodePoints(recordKey(b.record), recordKey(a.record)))
  const latest = <F extends Field>(field: F): CraftObservation[F] | null =>
    statements.find(({ record }) => record[field] !== undefined)?.record[field] ?? null
  const names = new Set(statements.flatMap(({ record }) => record.sameAs ?? []))
  return {
    name: latest('name') ?? null,
    callSign: latest('callSign') ?? null,
    imo: latest('imo') ?? null,
    flag: latest('flag') ?? null,
    shipType: latest('shipType') ?? null,
    lengthMetres: latest('lengthMetres') ?? null,
    scheduledService: latest('scheduledService') ?? false,
    domestic: latest('domestic') ?? false,
    sameAs: [...names].sort(compareCodePoints).slice(0, ARRIVALS_LIMITS.namesMax),
  }
}
