import type { ArrivalsSnapshot, Visit } from '@landfall/contracts'

/**
 * The snapshot without conflicting reports, for one that is larger than it may be: what the visits count stays. The bounds
 * leave none such (`ARRIVALS_BYTES_MAX`); this is for a bound that is wrong.
 */
export const summariseArrivals = (snapshot: ArrivalsSnapshot): ArrivalsSnapshot => ({
  ...snapshot,
  visits: snapshot.visits.map(withoutConflicts),
})

const withoutConflicts = (visit: Visit): Visit => {
  if (visit.persons === null) return visit
  const { conflictingReports, conflictingReportsMore } = visit.persons
  return {
    ...visit,
    persons: {
      ...visit.persons,
      conflictingReports: [],
      conflictingReportsMore: conflictingReports.length + conflictingReportsMore,
    },
  }
}
