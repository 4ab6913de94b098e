import type { StateChange } from '../create-change-set.ts'
import { createStageMachine } from '../create-stage-machine.ts'
import { openStageState } from '../open-stage-state.ts'
import type { StageBatch } from '../stage-batch.ts'
import type { StageDefinition } from '../stage-definition.ts'

type Given<Version> = {
  readonly partition?: number
  /** The stored entries; `fold` writes to them what the runner would commit. */
  readonly stored?: Map<string, string>
  /** All versions in the topic. */
  readonly published?: readonly Version[]
  /** The log's time of the first of them, and of the first record of the log, milliseconds. */
  readonly publishedBeganMs?: number
  readonly logBeganMs?: number | null
}

/** One partition of a stage on what is stored, moved by hand: nothing happens that the caller did not ask for. */
export const driveStage = <State, Entry, Output, Version = never>(
  definition: StageDefinition<State, Entry, Output, Version>,
  { partition = 0, stored = new Map(), published = [], publishedBeganMs, logBeganMs }: Given<Version> = {},
) => {
  const opened = openStageState(definition, { partition, partitions: 1, entries: stored, logId: 'log' })
  const isUnknown = (version: Version): boolean => definition.versions?.isKnown(opened.state, version) === false
  const topic = {
    all: [...published],
    unknown: opened.knownUpTo === null ? [] : published.filter(isUnknown),
    endOffsets: new Map(),
    beganMs: publishedBeganMs,
  }
  const machine = createStageMachine(definition, opened, topic, logBeganMs)

  /** Folds a batch, and leaves it to the caller what becomes of it. */
  const step = (batch: StageBatch): { readonly outputs: readonly Output[]; readonly change: StateChange } => {
    const result = machine.step(batch)
    if (!result.ok) throw result.error
    return { outputs: result.outputs, change: machine.takeChange([]) }
  }

  /** Folds a batch and stores what it changed; returns the outputs. */
  const fold = (batch: StageBatch): readonly Output[] => {
    const { outputs, change } = step(batch)
    for (const key of change.deletes) stored.delete(key)
    for (const [key, text] of change.puts) stored.set(key, text)
    return outputs
  }

  return {
    state: opened.state,
    phase: machine.view.phase,
    /** Whether it begins at the earliest record, whatever offset is stored. */
    startsOver: opened.startsOver,
    needsStep: machine.needsStep,
    step,
    fold,
    /** Takes the steps that wait for no record; returns their outputs. */
    settle: (nextOffset: number, highWatermark = nextOffset): readonly Output[] => {
      const outputs: Output[] = []
      while (machine.needsStep()) outputs.push(...fold({ entries: [], nextOffset, highWatermark }))
      return outputs
    },
  }
}
