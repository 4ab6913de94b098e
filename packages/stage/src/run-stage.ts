import { LandfallError } from '@landfall/runtime'
import { createAdaptiveBatchSize } from './create-adaptive-batch-size.ts'
import { createStageMachine } from './create-stage-machine.ts'
import { type LoadedState, loadStageState, reopenIfCorrupt } from './load-stage-state.ts'
import { readPublishedVersions } from './read-published-versions.ts'
import { cutBatch, type StageBatch } from './stage-batch.ts'
import type { StageDefinition } from './stage-definition.ts'
import type { StagePorts } from './stage-ports.ts'
import { progressTextOf } from './stored-progress.ts'

export type FetchedBatch = StageBatch & {
  /** Keeps the place in the consumer group while a long batch is folded. */
  readonly heartbeat: () => Promise<void>
}

export type BatchLimits = {
  /** Folded, produced and committed at once, however cheap they are. */
  readonly entriesMax: number
  /** How long folding one part may take, in milliseconds; 250 where nothing is given. */
  readonly foldMsAim?: number | undefined
  /** Milliseconds, for how long folding takes. */
  readonly clock: () => number
}

export type RunningPartition = {
  readonly nextOffset: number | 'earliest'
  readonly handle: (batch: FetchedBatch) => Promise<void>
}

/**
 * Runs one partition of a stage: load → fold → produce → commit, in this order for every batch. The offset moves only
 * after what was produced is durable, and state and offset move together; so a crash anywhere leads to the same records
 * folded again from the same state. A refused commit is LF_FENCED: another instance owns the partition. A state that
 * cannot be read is LF_STORE_CORRUPT, and gone: opened again, the partition is rebuilt from the log.
 */
export const runStage = async <State, Entry, Output, Version>(
  definition: StageDefinition<State, Entry, Output, Version>,
  partition: number,
  ports: StagePorts<State, Output, Version>,
  { entriesMax, foldMsAim, clock }: BatchLimits,
): Promise<RunningPartition> => {
  const loaded = await loadStageState(definition, partition, ports)
  const published = await readPublishedVersions(definition, loaded, ports.readPublished?.(partition))
  if (loaded.knownUpTo === null && definition.versions !== undefined)
    await assertStateUnchanged(partition, loaded, ports)
  const machine = createStageMachine(definition, loaded, published)
  ports.onOpened?.(partition, machine.view)
  const batchSize = createAdaptiveBatchSize(entriesMax, foldMsAim)
  let expectedOffset = loaded.nextOffset

  const foldAndCommit = async (batch: StageBatch): Promise<void> => {
    const startedMs = clock()
    const { outputs } = machine.step(batch)
    const records = outputs.map(definition.toRecord)
    batchSize.record(batch.entries.length, clock() - startedMs)
    ports.onOutputs?.(outputs)
    const sent = records.length > 0 ? await ports.produce(records) : []
    const commit = { ...machine.takeChange(sent), expectedOffset, nextOffset: batch.nextOffset }
    const outcome = await ports.commit(partition, commit).catch(reopenIfCorrupt(partition))
    ports.onCommitted?.({ partition, batch, outcome })
    if (outcome === 'refused') {
      throw new LandfallError('LF_FENCED', `partition ${partition} has another owner`, { retryable: true })
    }
    expectedOffset = batch.nextOffset
  }

  /** Steps that wait for no record. */
  const stepWhileNeeded = async (nextOffset: number, highWatermark: number): Promise<void> => {
    while (machine.needsStep()) await foldAndCommit({ entries: [], nextOffset, highWatermark })
  }

  const handle = async (batch: FetchedBatch): Promise<void> => {
    for (const part of cutBatch(batch, batchSize.entries)) {
      const endTurn = await ports.takeTurn?.(batch.heartbeat)
      try {
        await foldAndCommit(part)
        await stepWhileNeeded(part.nextOffset, part.highWatermark)
      } finally {
        endTurn?.()
      }
      await batch.heartbeat()
    }
  }

  if (loaded.startsOver || expectedOffset === null) return { nextOffset: 'earliest', handle }
  if (machine.needsStep()) await stepWhileNeeded(expectedOffset, await ports.endOffset(partition))
  return { nextOffset: expectedOffset, handle }
}

/**
 * The published versions go with the state only if the state has not moved on while they were read: else another owner may
 * have emitted versions of records that this state has not seen, and they would be taken back as if they were wrong.
 */
const assertStateUnchanged = async (
  partition: number,
  loaded: LoadedState<unknown>,
  { load }: Pick<StagePorts<never, never, never>, 'load'>,
): Promise<void> => {
  const now = await load(partition).catch(reopenIfCorrupt(partition))
  if (now.nextOffset === loaded.nextOffset && progressTextOf(now.entries) === loaded.progressText) return
  throw new LandfallError('LF_FENCED', `partition ${partition} moved on while it was opened`, { retryable: true })
}
