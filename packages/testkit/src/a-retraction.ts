import type { RetractionObservation } from '@landfall/contracts'
import { loggedObservation, OBSERVED, type ObservationGiven } from './logged-observation.ts'

export const aRetraction = (given: ObservationGiven<'retraction'> = {}): RetractionObservation =>
  loggedObservation<RetractionObservation>({
    type: 'retraction',
    ...OBSERVED,
    source: { id: 'patrol-1', kind: 'patrol' },
    retracts: 'report-1',
    ...given,
  })
