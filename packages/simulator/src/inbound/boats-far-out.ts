import { plotAt, type Waypoint } from '../story/plot-track.ts'
import { simulatedCraft, simulatedPersons } from '../story/simulated-position.ts'
import type { StoryEvent } from '../story/story.ts'

const SATELLITE = 'sim-satellite'

/** The names by which satellites hear the three boats (AIS). */
export const FAR_OUT = { lands: 'mmsi:457000311', turns: 'mmsi:457000312', drifts: 'mmsi:457000313' } as const

/** They sail east at 6.5 knots, 0.132° of longitude an hour. */
export const boatsFarOut = (): readonly StoryEvent[] => [...lands(), ...turnsAway(), ...drifts()]

/** Each when it was heard, and when that was known here: half an hour later as a rule, and once after what was heard next. */
type Heard = readonly (readonly [observed: number, sent: number])[]

type Boat = {
  readonly craftId: string
  readonly name: string
  readonly waypoints: readonly Waypoint[]
  readonly heard: Heard
}

/** Their names are known before anybody says that there are people aboard: until then nothing is said of them. */
const boat = ({ craftId, name, waypoints, heard }: Boat): readonly StoryEvent[] => [
  simulatedCraft(SATELLITE, { observed: 0, sent: 12 }, { craftId, name }),
  ...plotAt({ craftId, sourceId: SATELLITE, waypoints }, heard),
]

type Sighted = {
  readonly craftId: string
  readonly observed: number
  readonly sent: number
  readonly aboard: number
  readonly longitude: number
  readonly latitude: number
}

const sighted = ({ observed, sent, ...given }: Sighted): StoryEvent => {
  const report = { observationId: `aircraft-${given.craftId.slice(-3)}`, method: 'sighting' as const }
  return simulatedPersons('sim-patrol-aircraft', { observed, sent }, { ...given, ...report })
}

const lands = (): readonly StoryEvent[] => {
  const craftId = FAR_OUT.lands
  return [
    sighted({ craftId, observed: 20, sent: 30, aboard: 19, longitude: 170.88, latitude: -34.56 }),
    ...boat({
      craftId,
      name: 'BLUE HERON',
      waypoints: [
        [20, 170.88, -34.56],
        [920, 172.86, -34.56],
      ],
      heard: [
        [65, 82],
        [150, 172],
        [205, 228],
        [290, 308],
        [345, 368],
        [430, 446],
        [490, 512],
        [580, 606],
        [640, 662],
        [700, 722],
        [750, 776],
      ],
    }),
    simulatedPersons(
      'sim-police',
      { observed: 830, sent: 858 },
      { craftId, observationId: 'beach-311', method: 'headcount', aboard: 19, notPermitted: 19 },
    ),
  ]
}

/** At minute 215 it turns to the north-west. The fix before that is known before an earlier one is. */
const turnsAway = (): readonly StoryEvent[] => {
  const craftId = FAR_OUT.turns
  return [
    sighted({ craftId, observed: 24, sent: 47, aboard: 14, longitude: 170.9, latitude: -34.5 }),
    ...boat({
      craftId,
      name: 'SECOND WIND',
      waypoints: [
        [24, 170.9, -34.5],
        [215, 171.3202, -34.5],
        [815, 170.4, -33.73],
      ],
      heard: [
        [70, 114],
        [160, 260],
        [210, 244],
        [300, 324],
        [380, 410],
        [470, 494],
      ],
    }),
  ]
}

/** Its engine fails at minute 310 and runs again at 450. */
const drifts = (): readonly StoryEvent[] => {
  const craftId = FAR_OUT.drifts
  return [
    sighted({ craftId, observed: 28, sent: 64, aboard: 16, longitude: 170.86, latitude: -34.62 }),
    ...boat({
      craftId,
      name: 'LONG WAY HOME',
      waypoints: [
        [28, 170.86, -34.62],
        [310, 171.4804, -34.62],
        [450, 171.5, -34.625],
        [930, 172.556, -34.6],
      ],
      heard: [
        [75, 98],
        [165, 190],
        [225, 276],
        [300, 340],
        [350, 388],
        [440, 466],
        [505, 532],
        [600, 628],
        [655, 684],
        [740, 758],
        [800, 824],
        [862, 886],
        [925, 940],
      ],
    }),
  ]
}
