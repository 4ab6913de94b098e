import { simulatedPersons, simulatedRetraction } from '../story/simulated-position.ts'
import type { StoryEvent } from '../story/story.ts'

const BOAT = { craftId: 'sighting:hotline-77' }

/**
 * A caller reports "forty or more" on a boat off Great Barrier Island, a hundred miles from the others. The aircraft
 * finds twelve people on a dive charter, all permitted; the caller's report still stands against it, so a caution
 * remains until it is taken back.
 */
export const sideStory = (): readonly StoryEvent[] => [
  simulatedPersons(
    'sim-hotline',
    { observed: 190, sent: 200 },
    {
      ...BOAT,
      observationId: 'hotline-77-a',
      method: 'sighting',
      aboard: { min: 40, max: null },
      longitude: 175.55,
      latitude: -36.15,
    },
  ),
  simulatedPersons(
    'sim-patrol-aircraft',
    { observed: 290, sent: 300 },
    {
      ...BOAT,
      observationId: 'aircraft-0413-a',
      method: 'sighting',
      aboard: 12,
      permitted: 12,
      longitude: 175.56,
      latitude: -36.17,
    },
  ),
  simulatedRetraction(
    'sim-hotline',
    { observed: 470, sent: 480 },
    { ...BOAT, observationId: 'hotline-77-b', retracts: 'hotline-77-a' },
  ),
]
