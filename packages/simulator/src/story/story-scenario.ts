import type { Expected } from '../expected.ts'
import type { Scenario } from '../scenario.ts'
import { playStory, type Story, type StoryEvent } from './story.ts'

type StoryScenario = {
  readonly name: string
  readonly summary: string
  readonly story: Story
  readonly events: (seed: number) => readonly StoryEvent[]
  readonly expected: (startMs: number) => Expected
}

/** A scenario that plays a story. Every seed gives the same number of events. */
export const storyScenario = ({ name, summary, story, events, expected }: StoryScenario): Scenario => ({
  name,
  summary,
  durationMs: story.playMs,
  get observationCount() {
    return events(0).length
  },
  observations: (seed, startMs) => playStory(story, startMs, events(seed)),
  expected,
})
