import { randomFrom } from '../story/random.ts'
import type { Story } from '../story/story.ts'
import { storyScenario } from '../story/story-scenario.ts'
import { boatsFarOut } from './boats-far-out.ts'
import { inboundExpected } from './inbound-expected.ts'
import { shipsPassing } from './ships-passing.ts'

// A quarter of an hour of story in a second of play: each fix of a satellite is a version that can be read.
const STORY: Story = { minutes: 950, playMs: 60_000 }

/** The warning before the arrival. The arithmetic of every step is in inbound-steps.ts. */
export const inbound = storyScenario({
  name: 'inbound',
  summary: 'An aircraft sights 49 people on three boats 90 nm out: a warning 10 h ahead; one turns away, two land.',
  story: STORY,
  events: (seed) => [...boatsFarOut(), ...shipsPassing(randomFrom(seed))],
  expected: (startMs) => inboundExpected(STORY, startMs),
})
