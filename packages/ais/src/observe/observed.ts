import type { ObservationInput } from '@landfall/contracts'

/** Stations that are not craft. */
export type StationKind = 'base-station' | 'coast-station' | 'group' | 'aid' | 'sar-aircraft' | 'device' | 'nobody'

/** The result of observing one message: exactly one of these. */
export type Observed =
  | { readonly outcome: 'observations'; readonly observations: readonly ObservationInput[] }
  | { readonly outcome: 'not-a-craft'; readonly station: StationKind }
  /** Nothing new: see `reason`. */
  | { readonly outcome: 'nothing'; readonly reason: NothingReason }

export type NothingReason =
  | 'repeated'
  | 'thinned'
  | 'position-unavailable'
  | 'static-data-empty'
  | 'persons-unknown'
  | 'binary-of-no-interest'
  | 'unused-type'
  /** The radar has lost the target: no position. */
  | 'target-lost'
  /** The radar does not track it yet: it may be clutter. */
  | 'target-acquiring'
