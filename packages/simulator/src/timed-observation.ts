import type { ObservationInput } from '@landfall/contracts'

/** An observation and when it is handed in, which is rarely when it was made: data come late, and some come twice. */
export type TimedObservation = {
  /** Milliseconds of play after the start. */
  readonly sendAfterMs: number
  readonly observation: ObservationInput
}
