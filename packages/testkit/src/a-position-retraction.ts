import type { PositionRetraction } from '@landfall/contracts'
import { loggedObservation, OBSERVED, type ObservationGiven } from './logged-observation.ts'

export const aPositionRetraction = (given: ObservationGiven<'position-retraction'> = {}): PositionRetraction =>
  loggedObservation<PositionRetraction>({
    type: 'position-retraction',
    ...OBSERVED,
    source: { id: 'operator:anna', kind: 'manual' },
    fromAt: OBSERVED.observedAt,
    toAt: OBSERVED.observedAt,
    ...given,
  })
