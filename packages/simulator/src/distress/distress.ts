import { plotTrack, type Waypoint } from '../story/plot-track.ts'
import { type Random, randomFrom } from '../story/random.ts'
import { simulatedCraft, simulatedDistress, simulatedPersons } from '../story/simulated-position.ts'
import type { Story, StoryEvent } from '../story/story.ts'
import { storyScenario } from '../story/story-scenario.ts'
import { BEACON, distressExpected, TRIED_OUT } from './distress-expected.ts'

const STORY: Story = { minutes: 240, playMs: 40_000 }
const RADAR = 'sim-radar-banks'
const AIRCRAFT = 'sim-patrol-aircraft'
const AIS = 'sim-ais-banks'

/** Four boats make for Banks Peninsula; the first fails 20 nm out and switches its beacon on. */
export const distress = storyScenario({
  name: 'distress',
  summary: 'A boat of 12 fails 20 nm out, its beacon on; of three behind it one stands by, two land 34 people.',
  story: STORY,
  events: (seed) => events(randomFrom(seed)),
  expected: (startMs) => distressExpected(STORY, startMs),
})

const events = (random: Random): readonly StoryEvent[] => [
  ...boatInTrouble(random),
  ...standsBy(),
  ...sailsOn(612, { aboard: 21, counted: 222, sent: 226 }, [
    [0, 174.14, -43.58],
    [120, 173.7, -43.72],
    [180, 173.46, -43.71],
    [210, 173.33, -43.7],
    [240, 173.22, -43.7],
  ]),
  ...sailsOn(613, { aboard: 13, counted: 230, sent: 234 }, [
    [6, 174.17, -43.57],
    [126, 173.73, -43.71],
    [186, 173.46, -43.69],
    [216, 173.33, -43.68],
    [240, 173.24, -43.69],
  ]),
  ...freighter(),
  ...triedOut(),
]

/** Plots that lie exactly where the expectation has them. */
const noScatter: Random = () => 0.5

const boat = (number: number) => ({ craftId: `track:radar-banks-${number}` })

/** As the aircraft sees them on its way out, at sea, so that who is aboard is known when help is needed. */
const sighted = (number: number, aboard: number): StoryEvent =>
  simulatedPersons(
    AIRCRAFT,
    { observed: 60, sent: 66 },
    { ...boat(number), observationId: `aircraft-${number}`, method: 'sighting', aboard },
  )

/** It stops at minute 120 and drifts half a mile south-east in two hours; radar sees it worse and worse, and last at 225. */
const boatInTrouble = (random: Random): readonly StoryEvent[] => [
  ...plotTrack(
    {
      ...boat(611),
      sourceId: RADAR,
      everyMinutes: 5,
      waypoints: [
        [0, 174.05, -43.62],
        [120, DRIFT.from[0], DRIFT.from[1]],
        [225, DRIFT.to[0], DRIFT.to[1]],
      ],
      untilMinute: 220,
    },
    random,
  ),
  ...plotTrack({ ...boat(611), sourceId: RADAR, everyMinutes: 1, waypoints: [[225, ...DRIFT.to]] }, noScatter),
  sighted(611, 12),
  simulatedDistress(AIS, { observed: 126 }, BEACON),
  ...Array.from({ length: 38 }, (_, index) => calls(129 + 3 * index)),
]

const DRIFT = { from: [173.59, -43.75], to: [173.6, -43.76] } as const

/** One message of the beacon, which has its place from a satellite by then. */
const calls = (minute: number): StoryEvent => {
  const share = Math.min(1, (minute - 120) / 105)
  const at = (from: number, to: number): number => Math.round((from + share * (to - from)) * 100_000) / 100_000
  const [longitude, latitude] = [at(DRIFT.from[0], DRIFT.to[0]), at(DRIFT.from[1], DRIFT.to[1])]
  return simulatedDistress(AIS, { observed: minute }, { ...BEACON, longitude, latitude })
}

/** The one of those behind that stays with it. */
const standsBy = (): readonly StoryEvent[] => [
  ...plotTrack(
    {
      ...boat(614),
      sourceId: RADAR,
      everyMinutes: 10,
      waypoints: [
        [0, 174.15, -43.6],
        [120, 173.71, -43.74],
        [150, 173.61, -43.755],
        [240, 173.61, -43.755],
      ],
    },
    noScatter,
  ),
  sighted(614, 5),
]

type Landing = { readonly aboard: number; readonly counted: number; readonly sent: number }

const sailsOn = (
  number: number,
  { aboard, counted, sent }: Landing,
  waypoints: readonly Waypoint[],
): readonly StoryEvent[] => [
  ...plotTrack({ ...boat(number), sourceId: RADAR, everyMinutes: 30, waypoints }, noScatter),
  sighted(number, aboard),
  simulatedPersons(
    'sim-police',
    { observed: counted, sent },
    { ...boat(number), observationId: `beach-${number}`, method: 'headcount', aboard, notPermitted: aboard },
  ),
]

/** The nearest ship that could help. It holds its course, since nobody has called it yet. */
const freighter = (): readonly StoryEvent[] => {
  const ship = { craftId: 'mmsi:636092001' }
  return [
    simulatedCraft(AIS, { observed: 0 }, { ...ship, name: 'CANTERBURY TRADER', flag: 'LR', shipType: 70 }),
    ...plotTrack(
      {
        ...ship,
        sourceId: AIS,
        everyMinutes: 6,
        waypoints: [
          [0, 174.1, -42.9],
          [240, 173.72, -43.68],
        ],
      },
      noScatter,
    ),
  ]
}

const triedOut = (): readonly StoryEvent[] =>
  [236, 238].map((minute) =>
    simulatedDistress(AIS, { observed: minute }, { ...TRIED_OUT, test: true, longitude: 173.26, latitude: -43.9 }),
  )
