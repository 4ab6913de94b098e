import { type Expected, type ExpectedAlert, NO_ALERTS } from './expected.ts'
import { plotTrack } from './story/plot-track.ts'
import { randomFrom } from './story/random.ts'
import { simulatedPersons } from './story/simulated-position.ts'
import { playMsAt, type Story, type StoryEvent, storyTime } from './story/story.ts'
import { storyScenario } from './story/story-scenario.ts'

const STORY: Story = { minutes: 1_560, playMs: 20_000 }
const DAY_MINUTES = 1_440

type Boat = {
  readonly craftId: string
  readonly arrives: number
  readonly place: readonly [longitude: number, latitude: number]
  readonly people: number
}

type Coast = { readonly name: string; readonly longitude: number; readonly latitude: number }

const HAWKE_BAY: Coast = { name: 'hawke', longitude: 177.1, latitude: -39.4 }
const TOLAGA_BAY: Coast = { name: 'east', longitude: 178.42, latitude: -38.3 }

/** No two more than 13 nm apart. Everybody aboard is counted and without permission. */
const boats = ({ name, longitude, latitude }: Coast, lastArrives: number): readonly Boat[] => {
  const boat = (number: number, arrives: number, people: number, east: number, south: number): Boat => ({
    craftId: `track:radar-${name}-${number}`,
    arrives,
    place: [round(longitude + east), round(latitude - south)],
    people,
  })
  return [
    boat(101, 0, 12, 0, 0),
    boat(102, 30, 10, 0.03, 0.12),
    boat(103, 1_380, 8, -0.02, 0.2),
    boat(104, lastArrives, 1, 0.02, 0.06),
  ]
}

const round = (degrees: number): number => Math.round(degrees * 1_000) / 1_000

const events = (fleet: readonly Boat[], seed: number): readonly StoryEvent[] => {
  const random = randomFrom(seed)
  return fleet.flatMap(({ craftId, arrives, place: [longitude, latitude], people }) => [
    ...plotTrack(
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
    simulatedPersons(
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

const THIRTY = boats(HAWKE_BAY, DAY_MINUTES + 1)
const THIRTY_ONE = boats(TOLAGA_BAY, DAY_MINUTES)

/**
 * A window is [t, t + 24 h]. From minute 0: 12 + 10 + 8 = 30, the fourth boat being one minute too late for it; from
 * minute 30: 10 + 8 + 1 = 19. 30 is not more than 30.
 */
export const thirty = storyScenario({
  name: 'thirty',
  summary: 'Thirty people on three boats in a day, and one more a minute after the day has ended: silent.',
  story: STORY,
  events: (seed) => events(THIRTY, seed),
  expected: () => NO_ALERTS,
})

/** Such boats again, the fourth exactly 24 h after the first: both ends of a window belong to it, so 30 + 1 = 31. */
export const thirtyOne = storyScenario({
  name: 'thirty-one',
  summary: 'Four such boats, the last exactly 24 hours after the first: thirty-one, an alarm.',
  story: STORY,
  events: (seed) => events(THIRTY_ONE, seed),
  expected: (startMs) => thirtyOneExpected(startMs),
})

const thirtyOneExpected = (startMs: number): Expected => {
  const unauthorised = { min: 31, likely: 31, max: 31, openEnded: false }
  const craftId = 'track:radar-east-104'
  return {
    open: [thirtyOneAlert((minute) => storyTime(STORY, startMs, minute))],
    distress: [],
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
    craft: THIRTY_ONE.map(({ craftId, arrives, place: [longitude, latitude], people }) => ({
      craftId,
      arrivedAt: time(arrives),
      longitude,
      latitude,
      unauthorised: { min: people, likely: people, max: people },
      conflicting: [],
    })),
  }
}
