import type { ArrivalsSnapshot, Visit } from '@landfall/contracts'

/**
 * The snapshot without conflicting reports, for one that is larger than it may be: what visits and approach count stays. The bounds
 * leave none such (`ARRIVALS_BYTES_MAX`); this is for a bound that is wrong.
 */
export const summariseArrivals = ({ approach, ...snapshot }: ArrivalsSnapshot): ArrivalsSnapshot => ({
  ...snapshot,
  visits: snapshot.visits.map(withoutConflicts),
  ...(approach && { approach: withoutConflicts(approach) }),
})

const withoutConflicts = <T extends Pick<Visit, 'persons'>>(of: T): T => {
  if (of.persons === null) return of
  const { conflictingReports, conflictingReportsMore } = of.persons
  return {
    ...of,
    persons: {
      ...of.persons,
      conflictingReports: [],
      conflictingReportsMore: conflictingReports.length + conflictingReportsMore,
    },
  }
}
