import { plotTrack, type Waypoint } from '../story/plot-track.ts'
import { between, type Random } from '../story/random.ts'
import { simulatedCraft, simulatedPersons } from '../story/simulated-position.ts'
import type { StoryEvent } from '../story/story.ts'

const AIS = 'sim-ais-north'

/** An ordinary day: none of these may count. */
export const traffic = (random: Random): readonly StoryEvent[] => [
  ...ferry(random),
  ...freighter(random),
  ...yacht(random),
  ...fishing(random),
]

/** Two hundred aboard whose permission nobody has stated: not counted only because it sails within New Zealand. */
const ferry = (random: Random): readonly StoryEvent[] => {
  const ship = { craftId: 'mmsi:512009001' }
  return [
    simulatedCraft(
      AIS,
      { observed: 0 },
      { ...ship, name: 'BAY OF ISLANDS FERRY', scheduledService: true, domestic: true, shipType: 60 },
    ),
    simulatedPersons(
      'sim-operator',
      { observed: 1 },
      { ...ship, observationId: 'ferry-1', method: 'manifest', aboard: 200 },
    ),
    ...plotTrack(
      {
        ...ship,
        sourceId: AIS,
        everyMinutes: 6,
        untilMinute: 600,
        waypoints: thereAndBack(174.13, -35.26, 174.3, -35.0, 120),
      },
      random,
    ),
  ]
}

/** A crew that may enter: 22 aboard, 22 permitted. */
const freighter = (random: Random): readonly StoryEvent[] => {
  const ship = { craftId: 'mmsi:636091234' }
  return [
    simulatedCraft(
      AIS,
      { observed: 0 },
      { ...ship, name: 'TASMAN TRADER', flag: 'LR', shipType: 70, lengthMetres: 183 },
    ),
    simulatedPersons(
      'sim-customs',
      { observed: 0 },
      { ...ship, observationId: 'crew-1', method: 'manifest', aboard: 22, permitted: 22 },
    ),
    ...plotTrack(
      {
        ...ship,
        sourceId: AIS,
        everyMinutes: 6,
        waypoints: [
          [0, 171.6, -33.9],
          [240, 173.4, -34.15],
          [600, 175.2, -35.6],
        ],
      },
      random,
    ),
  ]
}

/** Five people of unknown permission, within the day but fifty miles from the others: not one situation with them. */
const yacht = (random: Random): readonly StoryEvent[] => {
  const boat = { craftId: 'track:radar-hokianga-2203' }
  return [
    ...plotTrack(
      {
        ...boat,
        sourceId: 'sim-radar-west',
        everyMinutes: 10,
        waypoints: [
          [220, 173.25, -35.52],
          [330, 173.36, -35.53],
        ],
      },
      random,
    ),
    simulatedPersons(
      'sim-coastwatch',
      { observed: 240, sent: 245 },
      { ...boat, observationId: 'coastwatch-2', method: 'sighting', aboard: 5 },
    ),
  ]
}

const FISHING = [
  'MOANA',
  'KAHAWAI',
  'TARAKIHI',
  'SOUTHERN CROSS',
  'HINEMOA',
  'TE AROHA',
  'AWANUI',
  'RANGAUNU',
  'HOUHORA',
  'MATAI BAY',
]

const fishing = (random: Random): readonly StoryEvent[] =>
  FISHING.flatMap((name, index) => {
    const boat = { craftId: `mmsi:5120091${String(index).padStart(2, '0')}` }
    const [west, south] = [between(random, 173.1, 174.6), between(random, -34.9, -34.2)]
    const [east, north] = [west + between(random, 0.2, 0.5), south + between(random, -0.3, 0.3)]
    const legMinutes = Math.round(between(random, 150, 260))
    return [
      simulatedCraft(AIS, { observed: index }, { ...boat, name, flag: 'NZ', shipType: 30, domestic: true }),
      ...plotTrack(
        {
          ...boat,
          sourceId: AIS,
          everyMinutes: 6,
          untilMinute: 600,
          waypoints: thereAndBack(west, south, east, north, legMinutes),
        },
        random,
      ),
    ]
  })

const thereAndBack = (
  west: number,
  south: number,
  east: number,
  north: number,
  legMinutes: number,
): readonly Waypoint[] =>
  Array.from(
    { length: Math.ceil(600 / legMinutes) + 1 },
    (_, leg): Waypoint => (leg % 2 === 0 ? [leg * legMinutes, west, south] : [leg * legMinutes, east, north]),
  )
