import type { PositionObservation } from '@landfall/contracts'
import { loggedObservation, OBSERVED, type ObservationGiven } from './logged-observation.ts'

/** Off North Cape, inside the built-in New Zealand area. */
export const aPosition = (given: ObservationGiven<'position'> = {}): PositionObservation =>
  loggedObservation<PositionObservation>({
    type: 'position',
    ...OBSERVED,
    source: { id: 'station-1', kind: 'ais' },
    longitude: 173.051,
    latitude: -34.402,
    ...given,
  })
