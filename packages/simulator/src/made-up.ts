import type { ObservationInput } from '@landfall/contracts'
import type { Beat, Timeless } from './story.ts'

type Given<T extends ObservationInput['type']> = Omit<Extract<Timeless, { type: T }>, 'type' | 'source' | 'exercise'>
type When = { readonly observed: number /** Defaults to the minute of observation. */; readonly sent?: number }

const beat = ({ observed, sent = observed }: When, observation: Timeless): Beat => ({
  observedMinute: observed,
  sentMinute: sent,
  observation,
})

/** Nothing made up leaves this package without saying so. */
const madeUp = (sourceId: string) => ({ source: { id: sourceId, kind: 'simulation' as const }, exercise: true })

export const position = (sourceId: string, when: When, given: Given<'position'>): Beat =>
  beat(when, { type: 'position', ...madeUp(sourceId), ...given })

export const persons = (sourceId: string, when: When, given: Given<'persons'>): Beat =>
  beat(when, { type: 'persons', ...madeUp(sourceId), ...given })

export const craft = (sourceId: string, when: When, given: Given<'craft'>): Beat =>
  beat(when, { type: 'craft', ...madeUp(sourceId), ...given })

export const retraction = (sourceId: string, when: When, given: Given<'retraction'>): Beat =>
  beat(when, { type: 'retraction', ...madeUp(sourceId), ...given })
