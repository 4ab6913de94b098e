import { formatWireTime, type ObservationInput } from '@landfall/contracts'
import type { TimedObservation } from '../timed-observation.ts'

/** A story of many hours played in seconds: its minute 0 lies in the past, its last minute is when the play starts. */
export type Story = {
  readonly minutes: number
  readonly playMs: number
}

const MINUTE_MS = 60_000

/** The wire time of a minute of the story. */
export const storyTime = (story: Story, startMs: number, minute: number): string =>
  formatWireTime(startMs + (minute - story.minutes) * MINUTE_MS)

/** When a minute of the story is played, in milliseconds after the start. */
export const playMsAt = (story: Story, minute: number): number => (minute / story.minutes) * story.playMs

/** An observation in a story, still without its time. */
export type StoryEvent = {
  readonly observedMinute: number
  /** The minute it is sent, at least `observedMinute`. */
  readonly sentMinute: number
  readonly observation: UntimedObservation
}

// Omit over a union would keep only the common fields.
type WithoutTime<T> = T extends unknown ? Omit<T, 'observedAt'> : never
/** Not of a kind that has further times. */
export type UntimedObservation = WithoutTime<Exclude<ObservationInput, { type: 'position-retraction' }>>

/** The id of a report in one play: a second play the same day makes new reports, not new contents under old ids. */
export const playedId = (startMs: number, id: string): string => `${id}-${startMs.toString(36)}`

/** The observations of a story, in the order of sending. */
export const playStory = (story: Story, startMs: number, events: readonly StoryEvent[]): readonly TimedObservation[] =>
  events
    .toSorted((a, b) => a.sentMinute - b.sentMinute)
    .map(({ observedMinute, sentMinute, observation }) => ({
      sendAfterMs: Math.round(playMsAt(story, sentMinute)),
      observation: {
        ...observation,
        ...playedIds(observation, startMs),
        observedAt: storyTime(story, startMs, observedMinute),
      },
    }))

const playedIds = (observation: UntimedObservation, startMs: number) => ({
  ...(observation.observationId === undefined ? {} : { observationId: playedId(startMs, observation.observationId) }),
  ...(observation.type === 'retraction' ? { retracts: playedId(startMs, observation.retracts) } : {}),
})
