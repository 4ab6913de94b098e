import { randomFrom } from '../story/random.ts'
import type { Story, StoryEvent } from '../story/story.ts'
import { storyScenario } from '../story/story-scenario.ts'
import { boats } from './boats.ts'
import { northlandExpected } from './northland-expected.ts'
import { sideStory } from './side-story.ts'
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
