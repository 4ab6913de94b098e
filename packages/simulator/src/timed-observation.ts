import type { ObservationInput } from '@landfall/contracts'

/** An observation and when it is sent, which is rarely when it was made: data comes late, and some comes twice. */
export type TimedObservation = {
  /** Milliseconds of play after the start. */
  readonly sendAfterMs: number
  readonly observation: ObservationInput
}
