import type { StageDefinition, StageRecord } from '@landfall/stage'
import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import { groupsStage } from '@landfall/windowing/groups-stage'
import type { Definitions } from './instance-world.ts'

/** What a marked record does to a stage: throw before it is folded, half-way (the state is soiled), or at the end of its batch. */
export const THROWS = ['arrivals-before', 'arrivals-after', 'arrivals-batch', 'groups-before', 'groups-after'] as const
export type Throws = (typeof THROWS)[number]

/** The mark that a record bears: part of an id, so that arrivals carry it on to the groups stage. */
export const markOf = (throws: Throws): string => `throws-${throws}`

const isMarked = ({ value }: StageRecord, throws: Throws): boolean => String(value).includes(markOf(throws))

/** The stages as they are, but for marked records, which throw. `isolated`: whether arrivals may try records on a state apart. */
export const throwingStages = (isIsolated: boolean): Definitions => ({
  arrivals: (watch, names, places) => {
    const { isolate, ...definition } = throwing(arrivalsStage(watch, names, places), 'arrivals')
    return isIsolated && isolate !== undefined ? { ...definition, isolate } : definition
  },
  groups: (watch, names, places) => throwing(groupsStage(watch, names, places), 'groups'),
})

const throwing = <State extends object, Entry, Output, Version>(
  definition: StageDefinition<State, Entry, Output, Version>,
  stage: 'arrivals' | 'groups',
): StageDefinition<State, Entry, Output, Version> => {
  const spoilt = new WeakSet<State>() // Until the state is loaded again.
  type Fold = typeof definition.evolve
  const around =
    (fold: Fold): Fold =>
    (state, record, changes) => {
      if (isMarked(record, `${stage}-before`)) throw new TypeError('thrown before folding')
      const outputs = fold(state, record, changes)
      if (isMarked(record, `${stage}-after`)) throw new TypeError('thrown after folding')
      if (stage === 'arrivals' && isMarked(record, 'arrivals-batch')) spoilt.add(state)
      return outputs
    }
  return {
    ...definition,
    evolve: around(definition.evolve),
    restore: around(definition.restore),
    endBatch: (state, changes) => {
      if (spoilt.has(state)) throw new TypeError('thrown at the end of the batch')
      return definition.endBatch?.(state, changes) ?? []
    },
  }
}
