import { type Expected, type ExpectedAlert, SILENT } from './expected.ts'
import { persons } from './made-up.ts'
import { randomFrom } from './random.ts'
import type { Scenario } from './scenario.ts'
import { type Beat, playMsAt, type Story, storyTime, tell } from './story.ts'
import { plots } from './track.ts'

const STORY: Story = { minutes: 1_560, playMs: 20_000 }
const DAY_MINUTES = 1_440

type Boat = {
  readonly craftId: string
  readonly arrives: number
  readonly place: readonly [longitude: number, latitude: number]
  readonly people: number
}

/** Off Tolaga Bay, no two more than 13 nm apart. Everybody aboard is counted and without permission. */
const boats = (lastArrives: number): readonly Boat[] => [
  { craftId: 'track:radar-east-101', arrives: 0, place: [178.42, -38.3], people: 12 },
  { craftId: 'track:radar-east-102', arrives: 30, place: [178.45, -38.42], people: 10 },
  { craftId: 'track:radar-east-103', arrives: 1_380, place: [178.4, -38.5], people: 8 },
  { craftId: 'track:radar-east-104', arrives: lastArrives, place: [178.44, -38.36], people: 1 },
]

const beats = (lastArrives: number, seed: number): readonly Beat[] => {
  const random = randomFrom(seed)
  return boats(lastArrives).flatMap(({ craftId, arrives, place: [longitude, latitude], people }) => [
    ...plots(
      {
        craftId,
        sourceId: 'sim-radar-east',
        everyMinutes: 15,
        waypoints: [
          [arrives, longitude, latitude],
          [arrives + 105, longitude - 0.1, latitude],
        ],
      },
      random,
    ),
    persons(
      'sim-patrol-boat',
      { observed: arrives + 60, sent: arrives + 75 },
      {
        craftId,
        observationId: `headcount-${craftId.slice(-3)}`,
        method: 'headcount',
        aboard: people,
        notPermitted: people,
      },
    ),
  ])
}

/**
 * A window is [t, t + 24 h]. From minute 0: 12 + 10 + 8 = 30, the fourth boat being one minute too late for it; from
 * minute 30: 10 + 8 + 1 = 19. 30 is not more than 30.
 */
export const thirty: Scenario = {
  name: 'thirty',
  summary: 'Thirty people on three boats in a day, and one more a minute after the day has ended: silent.',
  durationMs: STORY.playMs,
  get observationCount() {
    return beats(DAY_MINUTES + 1, 0).length
  },
  observations: (seed, startMs) => tell(STORY, startMs, beats(DAY_MINUTES + 1, seed)),
  expected: () => SILENT,
}

/** The same boats, the fourth exactly 24 h after the first: both ends of a window belong to it, so 30 + 1 = 31. */
export const thirtyOne: Scenario = {
  name: 'thirty-one',
  summary: 'The same four boats, the last exactly 24 hours after the first: thirty-one, an alarm.',
  durationMs: STORY.playMs,
  get observationCount() {
    return beats(DAY_MINUTES, 0).length
  },
  observations: (seed, startMs) => tell(STORY, startMs, beats(DAY_MINUTES, seed)),
  expected: (startMs) => thirtyOneExpected(startMs),
}

const thirtyOneExpected = (startMs: number): Expected => {
  const unauthorised = { min: 31, likely: 31, max: 31, openEnded: false }
  const craftId = 'track:radar-east-104'
  return {
    open: [thirtyOneAlert((minute) => storyTime(STORY, startMs, minute))],
    pictures: [
      { afterMs: playMsAt(STORY, DAY_MINUTES + 74), because: 'thirty are not more than thirty', open: [] },
      {
        afterMs: playMsAt(STORY, DAY_MINUTES + 76),
        because: 'one more',
        open: [{ craftId, severity: 'alarm', unauthorised }],
      },
    ],
    cancelled: [],
  }
}

const thirtyOneAlert = (time: (minute: number) => string): ExpectedAlert => {
  const all = (persons: number, from: number, to: number) => {
    const sum = { persons, from: time(from), to: time(to) }
    return { min: sum, likely: sum, max: sum } // Counted heads: the three numbers are one.
  }
  return {
    severity: 'alarm',
    certainty: 'observed',
    unauthorised: { min: 31, likely: 31, max: 31, openEnded: false },
    limbs: {
      sameCraft: { exceeds: null, ...all(12, 0, 0) },
      sameTime: { exceeds: null, ...all(22, 0, 30) }, // 12 + 10; the last two together only 8 + 1.
      samePeriod: { exceeds: 'observed', ...all(31, 0, DAY_MINUTES) },
    },
    firstArrivalAt: time(0),
    lastArrivalAt: time(DAY_MINUTES),
    craft: boats(DAY_MINUTES).map(({ craftId, arrives, place: [longitude, latitude], people }) => ({
      craftId,
      arrivedAt: time(arrives),
      longitude,
      latitude,
      unauthorised: { min: people, likely: people, max: people },
      conflicting: [],
    })),
  }
}
