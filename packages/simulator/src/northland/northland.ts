import { randomFrom } from '../story/random.ts'
import { simulatedPersons, simulatedRetraction } from '../story/simulated-position.ts'
import type { Story, StoryEvent } from '../story/story.ts'
import { storyScenario } from '../story/story-scenario.ts'
import { boats } from './boats.ts'
import { northlandExpected } from './northland-expected.ts'
import { traffic } from './traffic.ts'

// 7.5 minutes of story in a second of play: long enough to read, short enough to watch to the end.
const STORY: Story = { minutes: 600, playMs: 80_000 }

const events = (seed: number): readonly StoryEvent[] => {
  const random = randomFrom(seed)
  return [...boats(random), ...sideStory(), ...traffic(random)]
}

/**
 * A people smuggler's boats come ashore one by one in the Far North, in the middle of an ordinary day's traffic.
 * The arithmetic of every step stands in northland-expected.ts.
 */
export const northland = storyScenario({
  name: 'northland',
  summary: 'Boats land one by one in the Far North: caution, warning, alarm; a false report is raised and taken back.',
  story: STORY,
  events,
  expected: (startMs) => northlandExpected(STORY, startMs),
})

const BOAT = { craftId: 'sighting:hotline-77' }

/**
 * A caller reports "forty or more" on a boat off Great Barrier Island, a hundred miles from the others. The aircraft
 * finds twelve people on a dive charter, all permitted; the caller's report still stands against it, so a caution
 * remains until it is taken back.
 */
const sideStory = (): readonly StoryEvent[] => [
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
