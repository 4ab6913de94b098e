import type { PersonsObservation } from '@landfall/contracts'
import { loggedObservation, OBSERVED, type ObservationGiven } from './logged-observation.ts'

/** A patrol's sighting of 20 people unless said otherwise; counts as the wire takes them: 42 or `{min, likely?, max}`. */
export const aPersonsReport = (given: ObservationGiven<'persons'> = {}): PersonsObservation =>
  loggedObservation<PersonsObservation>({
    type: 'persons',
    ...OBSERVED,
    source: { id: 'patrol-1', kind: 'patrol' },
    method: 'sighting',
    aboard: 20,
    ...given,
  })
