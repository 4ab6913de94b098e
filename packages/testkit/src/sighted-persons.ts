import type { VisitPersons } from '@landfall/contracts'

/** The people of a visit or an approach that one sighting of `persons` of unknown permission gives. */
export const sightedPersons = (persons: number, sourceId: string, observedAt: string): VisitPersons => ({
  unauthorised: { min: 0, likely: persons, max: persons },
  maxInSums: persons,
  aboardReport: {
    observationId: 'report-1',
    sourceId,
    method: 'sighting',
    observedAt,
    aboard: { min: persons, likely: persons, max: persons },
    permitted: null,
    notPermitted: null,
  },
  permissionReport: null,
  conflictingReports: [],
  conflictingReportsMore: 0,
})
