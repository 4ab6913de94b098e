import type { CraftObservation } from '@landfall/contracts'
import { loggedObservation, OBSERVED, type ObservationGiven } from './logged-observation.ts'

export const aCraftRecord = (given: ObservationGiven<'craft'> = {}): CraftObservation =>
  loggedObservation<CraftObservation>({
    type: 'craft',
    ...OBSERVED,
    source: { id: 'station-1', kind: 'ais' },
    ...given,
  })
