import { createChangeSet } from './create-change-set.ts'
import type { Changes, StageDefinition, StageRecord } from './stage-definition.ts'
import type { SetAside } from './step-result.ts'

type Fold = {
  readonly isLive: boolean
  readonly isCareful: boolean
  /** Of the record being folded: what is thrown is its fault. One past the last once all are folded. */
  index: number
}

/** Folds records one after the other, and then what is due once a batch. Throws what the definition throws. */
export const foldRecords = <State, Entry, Output, Version>(
  definition: StageDefinition<State, Entry, Output, Version>,
  state: State,
  changes: Changes<Entry>,
  records: readonly StageRecord[],
  fold: Fold,
): { readonly outputs: readonly Output[]; readonly setAside: readonly SetAside[] } => {
  const outputs: Output[] = []
  const setAside: SetAside[] = []
  const { isLive, isCareful } = fold
  const foldOne = isLive ? definition.evolve : definition.restore
  for (const record of records) {
    const fault = isCareful ? faultApart(definition, state, record, isLive) : undefined
    if (fault !== undefined) setAside.push(fault)
    else {
      const emitted = foldOne(state, record, changes)
      if (emitted.length > 0) outputs.push(...emitted) // Mostly there is nothing.
    }
    fold.index += 1
  }
  const last = definition.endBatch?.(state, changes) ?? []
  return { outputs: isLive && last.length > 0 ? [...outputs, ...last] : outputs, setAside }
}

/** Folds a record, as a batch of its own, into a state apart: what is thrown there leaves the true state as it is. */
const faultApart = <State, Entry, Output, Version>(
  { isolate, ...definition }: StageDefinition<State, Entry, Output, Version>,
  state: State,
  record: StageRecord,
  isLive: boolean,
): SetAside | undefined => {
  if (isolate === undefined) return undefined
  try {
    const { changes, take } = createChangeSet(definition.encode)
    const apart = { isLive, isCareful: false, index: 0 }
    const { outputs } = foldRecords(definition, isolate(state, record), changes, [record], apart)
    outputs.map(definition.toRecord)
    take()
    return undefined
  } catch (error) {
    return { record, error }
  }
}
