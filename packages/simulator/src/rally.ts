import { NO_ALERTS } from './expected.ts'
import { plotTrack } from './story/plot-track.ts'
import { between, type Random, randomFrom } from './story/random.ts'
import { simulatedCraft, simulatedPersons } from './story/simulated-position.ts'
import type { Story, StoryEvent } from './story/story.ts'
import { storyScenario } from './story/story-scenario.ts'

const STORY: Story = { minutes: 360, playMs: 20_000 }
const YACHTS = 15

const events = (seed: number): readonly StoryEvent[] => {
  const random = randomFrom(seed)
  return Array.from({ length: YACHTS }, (_, index) => yacht(index, random)).flat()
}

/** Declares its three people before it comes, as it must, then sails into the Bay of Islands; customs count them. */
const yacht = (index: number, random: Random): readonly StoryEvent[] => {
  const boat = { craftId: `mmsi:5120077${String(index).padStart(2, '0')}` }
  const departs = Math.round(between(random, 0, 90))
  const north = -34.75 - between(random, 0, 0.05)
  const arrives = departs + 180
  return [
    simulatedCraft(
      'sim-ais-north',
      { observed: 0 },
      { ...boat, name: `RALLY ${index + 1}`, shipType: 36, lengthMetres: 13 },
    ),
    simulatedPersons(
      'sim-customs',
      { observed: 0 },
      {
        ...boat,
        observationId: `declaration-${index}`,
        method: 'manifest',
        aboard: 3,
        permitted: 3,
      },
    ),
    ...plotTrack(
      {
        ...boat,
        sourceId: 'sim-ais-north',
        everyMinutes: 10,
        waypoints: [
          [departs, 174.7, north],
          [arrives, 174.2, -35.2],
          [arrives + 60, 174.12, -35.31],
        ],
      },
      random,
    ),
    simulatedPersons(
      'sim-customs',
      { observed: arrives + 60, sent: arrives + 80 },
      {
        ...boat,
        observationId: `cleared-${index}`,
        method: 'headcount',
        aboard: 3,
        permitted: 3,
      },
    ),
  ]
}

/**
 * 15 × 3 = 45 people within the hour, but all permitted: each yacht is 0/0/0 (max = max(0, 3 − 3)) and excluded.
 * What counts is people without permission, never people.
 */
export const rally = storyScenario({
  name: 'rally',
  summary: 'Fifteen yachts with three permitted people each reach the Bay of Islands together: silent.',
  story: STORY,
  events,
  expected: () => NO_ALERTS,
})
