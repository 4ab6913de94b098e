import type { ObservationInput } from '@landfall/contracts'
import type { StoryEvent, UntimedObservation } from './story.ts'

type Given<T extends ObservationInput['type']> = Omit<
  Extract<UntimedObservation, { type: T }>,
  'type' | 'source' | 'exercise'
>
type When = { readonly observed: number /** Defaults to the minute of observation. */; readonly sent?: number }

const eventOf = ({ observed, sent = observed }: When, observation: UntimedObservation): StoryEvent => ({
  observedMinute: observed,
  sentMinute: sent,
  observation,
})

/** Marks what is simulated: nothing leaves this package without it. */
const simulatedSource = (sourceId: string) => ({
  source: { id: sourceId, kind: 'simulation' as const },
  exercise: true,
})

export const simulatedPosition = (sourceId: string, when: When, given: Given<'position'>): StoryEvent =>
  eventOf(when, { type: 'position', ...simulatedSource(sourceId), ...given })

export const simulatedPersons = (sourceId: string, when: When, given: Given<'persons'>): StoryEvent =>
  eventOf(when, { type: 'persons', ...simulatedSource(sourceId), ...given })

export const simulatedCraft = (sourceId: string, when: When, given: Given<'craft'>): StoryEvent =>
  eventOf(when, { type: 'craft', ...simulatedSource(sourceId), ...given })

export const simulatedDistress = (sourceId: string, when: When, given: Given<'distress'>): StoryEvent =>
  eventOf(when, { type: 'distress', ...simulatedSource(sourceId), ...given })

export const simulatedRetraction = (sourceId: string, when: When, given: Given<'retraction'>): StoryEvent =>
  eventOf(when, { type: 'retraction', ...simulatedSource(sourceId), ...given })
