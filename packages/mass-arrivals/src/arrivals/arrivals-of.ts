import { type CraftDescription, formatWireTime, type Visit } from '@landfall/contracts'
import type { WatchedArea } from '../watched-area.ts'
import { assignReport } from './assign-report.ts'
import { standingRecords } from './craft-records.ts'
import { type CraftState, isReport, type StandingReport, seenPoints } from './craft-state.ts'
import { describeCraft } from './describe-craft.ts'
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
