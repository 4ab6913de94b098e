import { plotTrack } from '../story/plot-track.ts'
import type { Random } from '../story/random.ts'
import { simulatedCraft, simulatedPersons } from '../story/simulated-position.ts'
import type { StoryEvent } from '../story/story.ts'

const RADAR = 'sim-radar-north'
const AIRCRAFT = 'sim-patrol-aircraft'
const EVERY_MINUTES = 5

/** The boats of the main situation. All times in minutes of the story, in brackets the second of play. */
export const boats = (random: Random): readonly StoryEvent[] => [
  ...capeBoat(random),
  ...exhibitionBayBoat(random),
  ...karikariBoat(random),
  ...whangaroaBoat(random),
]

/** Seen twice: by radar off North Cape, and by the aircraft a mile on. That it is one boat is known only later. */
const capeBoat = (random: Random): readonly StoryEvent[] => {
  const radar = { craftId: 'track:radar-north-4401' }
  const seen = { craftId: 'sighting:aircraft-0412' }
  const sighting = simulatedPersons(
    AIRCRAFT,
    { observed: 72, sent: 80 },
    {
      ...seen,
      observationId: 'aircraft-0412-a',
      method: 'sighting',
      aboard: { min: 18, likely: 20, max: 25 },
      longitude: 173.22,
      latitude: -34.47,
    },
  )
  return [
    ...plotTrack(
      {
        ...radar,
        sourceId: RADAR,
        everyMinutes: EVERY_MINUTES,
        waypoints: [
          [60, 173.2, -34.45],
          [200, 173.03, -34.52],
          [600, 173.03, -34.52],
        ],
      },
      random,
    ),
    sighting,
    { ...sighting, sentMinute: 95 }, // The aircraft's link sends twice.
    simulatedPersons(
      'sim-coast-camera',
      { observed: 270, sent: 285 },
      { ...radar, observationId: 'camera-1', method: 'estimate', aboard: { min: 15, likely: 19, max: 24 } },
    ),
    simulatedCraft(
      'sim-watch',
      { observed: 325, sent: 330 },
      { ...radar, observationId: 'same-1', sameAs: [seen.craftId] },
    ),
    simulatedPersons(
      'sim-patrol-boat',
      { observed: 360, sent: 375 },
      { ...radar, observationId: 'boarding-1', method: 'headcount', aboard: 22, notPermitted: 22 },
    ),
  ]
}

/** Beached by the time the police get there; a headcount on the beach is a position too. */
const exhibitionBayBoat = (random: Random): readonly StoryEvent[] => {
  const boat = { craftId: 'track:radar-north-4407' }
  return [
    ...plotTrack(
      {
        ...boat,
        sourceId: RADAR,
        everyMinutes: EVERY_MINUTES,
        waypoints: [
          [100, 173.15, -34.62],
          [190, 173.02, -34.66],
        ],
      },
      random,
    ),
    simulatedPersons(
      'sim-coastwatch',
      { observed: 118, sent: 126 },
      { ...boat, observationId: 'coastwatch-1', method: 'estimate', aboard: { min: 6, likely: 8, max: 12 } },
    ),
    simulatedPersons(
      'sim-police',
      { observed: 420, sent: 435 },
      {
        ...boat,
        observationId: 'beach-1',
        method: 'headcount',
        aboard: 11,
        notPermitted: 11,
        longitude: 173.015,
        latitude: -34.66,
      },
    ),
  ]
}

/** The radar's outpost was cut off: the first plots of this boat come two hours late and move its arrival. */
const karikariBoat = (random: Random): readonly StoryEvent[] => {
  const boat = { craftId: 'track:radar-north-4412', sourceId: RADAR, everyMinutes: EVERY_MINUTES }
  const late = plotTrack(
    {
      ...boat,
      waypoints: [
        [115, 173.47, -34.66],
        [145, 173.4, -34.71],
      ],
    },
    random,
  )
  const sighting = simulatedPersons(
    'sim-fishing-vessel',
    { observed: 165, sent: 180 },
    { craftId: boat.craftId, observationId: 'fishing-vessel-1', method: 'sighting', aboard: 9 },
  )
  return [
    ...plotTrack(
      {
        ...boat,
        waypoints: [
          [150, 173.38, -34.72],
          [260, 173.25, -34.8],
          [560, 173.25, -34.8],
        ],
      },
      random,
    ),
    ...late.map((plot) => ({ ...plot, sentMinute: 255 })),
    sighting,
    { ...sighting, sentMinute: 190 },
    simulatedPersons(
      AIRCRAFT,
      { observed: 480, sent: 495 },
      { craftId: boat.craftId, observationId: 'aircraft-0412-b', method: 'sighting', aboard: 7 },
    ),
  ]
}

/** Hours after the others, but within the day and in their company. */
const whangaroaBoat = (random: Random): readonly StoryEvent[] => {
  const boat = { craftId: 'track:radar-north-4431' }
  const sighting = simulatedPersons(
    AIRCRAFT,
    { observed: 510, sent: 540 },
    { ...boat, observationId: 'aircraft-0412-c', method: 'sighting', aboard: { min: 4, likely: 6, max: 9 } },
  )
  return [
    ...plotTrack(
      {
        ...boat,
        sourceId: RADAR,
        everyMinutes: EVERY_MINUTES,
        waypoints: [
          [450, 173.68, -34.88],
          [560, 173.76, -35.01],
          [600, 173.76, -35.01],
        ],
      },
      random,
    ),
    sighting,
    { ...sighting, sentMinute: 575 },
  ]
}
