import type { Expected, ExpectedAlert } from './expected.ts'
import { plotTrack } from './story/plot-track.ts'
import { type Random, randomFrom } from './story/random.ts'
import { simulatedPersons } from './story/simulated-position.ts'
import { playMsAt, type Story, type StoryEvent, storyTime } from './story/story.ts'
import { storyScenario } from './story/story-scenario.ts'

const STORY: Story = { minutes: 1_320, playMs: 30_000 }

const events = (seed: number): readonly StoryEvent[] => {
  const random = randomFrom(seed)
  return [...crossing(), ...atEastCape(random)]
}

/**
 * Two ships from the west over 180° to the Chathams, seen by satellite every two hours, 45 minutes late. Each is well
 * outside the 12 miles at its last plot but one and well inside at the next.
 */
const crossing = (): readonly StoryEvent[] => {
  const seen = { sourceId: 'sim-satellite', everyMinutes: 120, delayMinutes: 45 }
  const west = { craftId: 'mmsi:574000101' }
  const north = { craftId: 'mmsi:574000102' }
  return [
    ...plotTrack(
      {
        ...seen,
        ...west,
        waypoints: [
          [0, 179.35, -43.85],
          [1_080, 182.95, -43.85],
          [1_200, 183.05, -43.85],
        ],
      },
      noScatter,
    ),
    ...plotTrack(
      {
        ...seen,
        ...north,
        waypoints: [
          [7, 179.6, -43.62],
          [1_087, 183.2, -43.62],
          [1_207, 183.25, -43.68],
        ],
      },
      noScatter,
    ),
    simulatedPersons(
      'sim-patrol-aircraft',
      { observed: 1_100, sent: 1_140 },
      { ...north, observationId: 'aircraft-0501-a', method: 'sighting', aboard: { min: 16, likely: 18, max: 22 } },
    ),
    simulatedPersons(
      'sim-police',
      { observed: 1_110, sent: 1_150 },
      { ...west, observationId: 'boarding-2', method: 'headcount', aboard: 14, notPermitted: 14 },
    ),
  ]
}

/** A satellite gives what the AIS says: no scatter, so the places below are exact. */
const noScatter: Random = () => 0.5

/** On the other side of 180°, 400 miles away at the same time. */
const atEastCape = (random: Random): readonly StoryEvent[] => {
  const radar = { sourceId: 'sim-radar-east', everyMinutes: 20 }
  const first = { craftId: 'track:radar-east-201' }
  const second = { craftId: 'track:radar-east-202' }
  return [
    ...plotTrack(
      {
        ...radar,
        ...first,
        waypoints: [
          [1_000, 178.7, -37.75],
          [1_100, 178.55, -37.72],
          [1_300, 178.55, -37.72],
        ],
      },
      random,
    ),
    ...plotTrack(
      {
        ...radar,
        ...second,
        waypoints: [
          [1_040, 178.6, -37.9],
          [1_200, 178.45, -37.85],
        ],
      },
      random,
    ),
    simulatedPersons(
      'sim-police',
      { observed: 1_060, sent: 1_070 },
      { ...first, observationId: 'headcount-201', method: 'headcount', aboard: 20, notPermitted: 20 },
    ),
    simulatedPersons(
      'sim-coastwatch',
      { observed: 1_080, sent: 1_090 },
      { ...second, observationId: 'coastwatch-202', method: 'estimate', aboard: 8 },
    ),
  ]
}

/** A third of an ocean apart are two situations, whatever side of 180° each is written on. */
export const chathams = storyScenario({
  name: 'chathams',
  summary: 'Two ships cross 180° to the Chathams while two boats land at East Cape: one warning, not one alarm.',
  story: STORY,
  events,
  expected: (startMs) => chathamsExpected(startMs),
})

/*
 * Chathams: headcount 14, none permitted: 14/14/14. Sighting 16–22, likely 18: 0/18/22. They arrive 7 minutes and 18 nm
 * apart: 14+0 / 14+18 / 14+22 = 14/32/36, likely > 30: a warning.
 * East Cape: 20/20/20 and 0/8/8, together 20/28/28: no alert. All four together would be 34/60/64, an alarm.
 */
const chathamsExpected = (startMs: number): Expected => {
  const gist = { craftId: 'mmsi:574000101', severity: 'warning' as const }
  const unauthorised = { min: 14, likely: 32, max: 36, openEnded: false }
  return {
    open: [chathamsAlert((minute) => storyTime(STORY, startMs, minute))],
    distress: [],
    pictures: [
      { afterMs: playMsAt(STORY, 1_145), because: 'at most 22 at the Chathams, at most 28 at East Cape', open: [] },
      { afterMs: playMsAt(STORY, 1_155), because: 'likely 32 at the Chathams', open: [{ ...gist, unauthorised }] },
    ],
    cancelled: [],
  }
}

const chathamsAlert = (time: (minute: number) => string): ExpectedAlert => {
  const sum = (persons: number, from: number, to: number) => ({ persons, from: time(from), to: time(to) })
  const both = { min: sum(14, 1_080, 1_087), likely: sum(32, 1_080, 1_087), max: sum(36, 1_080, 1_087) }
  const seen = { conflicting: [] }
  return {
    severity: 'warning',
    certainty: 'likely',
    unauthorised: { min: 14, likely: 32, max: 36, openEnded: false },
    limbs: {
      sameCraft: {
        exceeds: null,
        min: sum(14, 1_080, 1_080),
        likely: sum(18, 1_087, 1_087),
        max: sum(22, 1_087, 1_087),
      },
      sameTime: { exceeds: 'likely', ...both },
      samePeriod: { exceeds: 'likely', ...both },
    },
    firstArrivalAt: time(1_080),
    lastArrivalAt: time(1_087),
    craft: [
      {
        ...seen,
        craftId: 'mmsi:574000101',
        arrivedAt: time(1_080),
        longitude: -177.05,
        latitude: -43.85,
        unauthorised: { min: 14, likely: 14, max: 14 },
      },
      {
        ...seen,
        craftId: 'mmsi:574000102',
        arrivedAt: time(1_087),
        longitude: -176.8,
        latitude: -43.62,
        unauthorised: { min: 0, likely: 18, max: 22 },
      },
    ],
  }
}
