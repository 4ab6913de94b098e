import { plotTrack, type Waypoint } from '../story/plot-track.ts'
import { between, type Random } from '../story/random.ts'
import { simulatedCraft, simulatedPersons } from '../story/simulated-position.ts'
import type { StoryEvent } from '../story/story.ts'

const AIS = 'sim-satellite'

/** None of these may count, however near they come. */
export const shipsPassing = (random: Random): readonly StoryEvent[] => [...liner(random), ...fleet(random)]

/** 2,400 aboard whose permission nobody has stated: a manifest says nothing likely of that. She never enters the area. */
const liner = (random: Random): readonly StoryEvent[] => {
  const ship = { craftId: 'mmsi:311000450' }
  return [
    simulatedCraft(AIS, { observed: 0 }, { ...ship, name: 'PACIFIC LIGHT', flag: 'BS', shipType: 60 }),
    simulatedPersons(
      'sim-operator',
      { observed: 0 },
      { ...ship, observationId: 'liner-1', method: 'manifest', aboard: 2_400 },
    ),
    ...plotTrack(
      {
        ...ship,
        sourceId: AIS,
        everyMinutes: 45,
        waypoints: [
          [0, 168.5, -33.4],
          [945, 173.5, -33.4],
        ],
      },
      random,
    ),
  ]
}

/** Six trawlers with crews of eight who may enter, in the boats' way. */
const fleet = (random: Random): readonly StoryEvent[] =>
  Array.from({ length: 6 }, (_, index) => {
    const trawler = { craftId: `mmsi:51200912${index}` }
    const [west, south] = [between(random, 171.2, 171.6), between(random, -34.75, -34.65)]
    return [
      simulatedCraft(AIS, { observed: 0 }, { ...trawler, name: `TRAWLER ${index + 1}`, flag: 'NZ', shipType: 30 }),
      simulatedPersons(
        'sim-operator',
        { observed: 0 },
        { ...trawler, observationId: `crew-${index}`, method: 'manifest', aboard: 8, permitted: 8 },
      ),
      ...plotTrack(
        {
          ...trawler,
          sourceId: AIS,
          everyMinutes: 45,
          untilMinute: 945,
          waypoints: upAndDown(west, south),
        },
        random,
      ),
    ]
  }).flat()

const upAndDown = (longitude: number, latitude: number): readonly Waypoint[] =>
  Array.from({ length: 5 }, (_, leg): Waypoint => [leg * 240, longitude + (leg % 2) * 0.2, latitude])
