import type { Expected } from './expected.ts'
import type { TimedObservation } from './timed-observation.ts'

/** An exercise: what is sent and when, and what the alerts must then be. Everything in it is marked exercise. */
export type Scenario = {
  readonly name: string
  /** One sentence for a list of scenarios. */
  readonly summary: string
  /** How long the play takes at its own pace. */
  readonly durationMs: number
  /** How many observations one play sends. */
  readonly observationCount: number
  /**
   * The play, in the order of sending. Pure: the same seed and start give the same observations. The seed moves only
   * what does not count (traffic, scatter of plots). No observation is observed later than `startMs` + `sendAfterMs`.
   */
  readonly observations: (seed: number, startMs: number) => Iterable<TimedObservation>
  /** The outcome, worked out by hand from the rules (design: semantics); the same for every seed. */
  readonly expected: (startMs: number) => Expected
}
