import { isLandfallError } from '@landfall/runtime'
import { commitTooLarge } from './commit-too-large.ts'
import { createChangeSet, type StateChange } from './create-change-set.ts'
import { createReplayVerifier } from './create-replay-verifier.ts'
import { foldRecords } from './fold-records.ts'
import type { PublishedVersions, StageState } from './open-stage-state.ts'
import { afterDivergence, beginBatch, endBatch, isRebuilding, LIVE, type Phase, type Progress } from './progress.ts'
import type { StageBatch } from './stage-batch.ts'
import type { StageDefinition } from './stage-definition.ts'
import type { FoldOptions, StepResult } from './step-result.ts'
import { ENGINE_FORMAT, ENGINE_KEY, type StoredProgress } from './stored-progress.ts'

/** Where produced outputs stand: partition and offset of the output topic, as far as known. */
export type SentAt = { readonly partition: number; readonly offset: number | null }

/** A view of an open partition, for health and metrics. */
export type PartitionView<State> = {
  readonly state: State
  readonly phase: () => Phase
  /** The state is being rebuilt from the log, and emits nothing yet. */
  readonly isRebuilding: () => boolean
}

export type StageMachine<State, Output, Version> = {
  readonly view: PartitionView<State>
  /**
   * Folds a batch into the state. The outputs must be durable before the change is committed. After a fault the state is of no
   * use any more. Throws what `reconcile` throws, and every LandfallError: neither is one record's fault.
   */
  readonly step: (batch: StageBatch, options?: FoldOptions) => StepResult<Output>
  /** What the step has changed in the stored state, given where its outputs stand. Call it once after each step. */
  readonly takeChange: (sent: readonly SentAt[]) => StateChange
  /** Step with an empty batch at once: there is something to emit, or to find out, that waits for no record. */
  readonly needsStep: () => boolean
  /** The versions' topic as the state knew it when its change was last taken: what a state loaded again goes on with. */
  readonly knownTopic: () => PublishedVersions<Version>
}

/** What the machine remembers between steps, beside the state. */
type Memory<Version> = {
  progress: Progress
  /** Versions that a reconcile has to start from; empty once the state knows them by itself. */
  published: readonly Version[]
  verifier: ReturnType<typeof createReplayVerifier<Version>>
  /** Where the versions' topic ended, by partition. */
  readonly endOffsets: Map<number, number>
  /** The same, as of when the state last knew of all versions. */
  knownUpTo: StoredProgress['published']
  /** Stored entries to delete with the next change. */
  orphanedKeys: readonly string[]
  /** The engine's own entry as it is stored. */
  storedText: string | undefined
  /** What the last step has changed. */
  changed: Changed
  /** `published`, as of the change that was last taken. */
  publishedAtTake: readonly Version[]
}

type Changed = { readonly puts: Map<string, string>; readonly deletes: readonly string[] }
const noChange = (): Changed => ({ puts: new Map(), deletes: [] })

/** One partition of a stage, as values: no clock, no I/O, nothing to wait for. */
export const createStageMachine = <State, Entry, Output, Version>(
  definition: StageDefinition<State, Entry, Output, Version>,
  opened: StageState<State>,
  topic: PublishedVersions<Version>,
  /** The log's time of the first record of the log, milliseconds; null where there is none, or it does not matter. */
  logBeganMs: number | null = null,
): StageMachine<State, Output, Version> => {
  const { state } = opened
  const isNewLog = logBeganMs !== null && topic.beganMs !== undefined && topic.beganMs < logBeganMs
  const { versions } = definition
  const { changes, take } = createChangeSet(definition.encode)
  const memory = openMemory(definition, opened, topic)

  const reconcile = (nextOffset: number, fromPublished: boolean): readonly Output[] => {
    memory.progress = LIVE
    const newLogSinceMs = isNewLog ? logBeganMs : null
    const context = { published: fromPublished ? memory.published : null, nextOffset, newLogSinceMs }
    return definition.reconcile?.(state, context, changes) ?? []
  }

  const fold = (batch: StageBatch, isCareful: boolean, first: readonly Output[]): StepResult<Output> => {
    const { entries } = batch
    const folding = { isLive: memory.progress.phase === 'live', isCareful, index: 0 }
    try {
      const folded = foldRecords(definition, state, changes, entries, folding)
      const outputs = first.length > 0 ? [...first, ...folded.outputs] : folded.outputs
      memory.progress = endBatch(memory.progress, batch)
      const isTrue = versions === undefined || verify(memory, outputs.map(versions.versionOf), batch)
      memory.changed = take()
      const tooLarge = commitTooLarge(memory.changed.puts, memory.changed.deletes)
      if (tooLarge !== undefined) return { ok: false, error: tooLarge, index: null }
      const emitted = isTrue ? outputs : []
      return { ok: true, outputs: emitted, records: emitted.map(definition.toRecord), setAside: folded.setAside }
    } catch (error) {
      if (isLandfallError(error)) throw error
      return { ok: false, error, index: folding.index < entries.length ? folding.index : null }
    }
  }

  const step = (batch: StageBatch, { isCareful }: FoldOptions = { isCareful: false }): StepResult<Output> => {
    const { progress } = memory
    const first = progress.phase === 'reconciling' ? reconcile(batch.nextOffset, progress.fromPublished) : []
    memory.progress = beginBatch(memory.progress, batch)
    return fold(batch, isCareful, first)
  }

  const takeChange = (sent: readonly SentAt[]): StateChange => {
    const { puts, deletes } = memory.changed
    memory.changed = noChange()
    if (versions !== undefined) notePublished(memory, sent)
    memory.publishedAtTake = memory.published
    const text = JSON.stringify({
      engineFormat: ENGINE_FORMAT,
      ...definition.stateVersion,
      configHash: definition.configHash,
      logId: opened.logId,
      ...(opened.partitions !== undefined && { partitions: opened.partitions }),
      progress: memory.progress,
      published: memory.knownUpTo,
    } satisfies StoredProgress)
    if (text !== memory.storedText) puts.set(ENGINE_KEY, text)
    memory.storedText = text
    const orphaned = memory.orphanedKeys.filter((key) => !puts.has(key))
    memory.orphanedKeys = []
    return { puts, deletes: [...new Set([...deletes, ...orphaned])] }
  }

  return {
    view: { state, phase: () => memory.progress.phase, isRebuilding: () => isRebuilding(memory.progress) },
    step,
    takeChange,
    needsStep: () => needsStep(memory, opened.startsOver),
    knownTopic: () => ({
      all: memory.publishedAtTake,
      unknown: [],
      endOffsets: new Map(memory.endOffsets),
      beganMs: topic.beganMs,
    }),
  }
}

const openMemory = <State, Entry, Output, Version>(
  { versions }: StageDefinition<State, Entry, Output, Version>,
  { progress, orphanedKeys, knownUpTo }: StageState<State>,
  { all, unknown, endOffsets }: PublishedVersions<Version>,
): Memory<Version> => ({
  progress,
  published: all,
  verifier: createReplayVerifier(progress.phase === 'rebuilding' ? [] : unknown, versions?.idOf ?? (() => '')),
  endOffsets: new Map(endOffsets),
  knownUpTo: [...(knownUpTo ?? [])],
  orphanedKeys,
  storedText: undefined,
  changed: noChange(),
  publishedAtTake: all,
})

/**
 * A state behind its topic may emit only what stands there already. False where it has come to something else: it then goes on
 * from what the topic says.
 */
const verify = <Version>(memory: Memory<Version>, emitted: readonly Version[], batch: StageBatch): boolean => {
  if (!memory.verifier.isDone()) {
    if (!memory.verifier.verify(emitted, batch)) {
      memory.progress = afterDivergence(batch)
      memory.verifier = createReplayVerifier<Version>([], () => '')
      return false
    }
    memory.published = [...memory.published, ...emitted]
  }
  if (isCaughtUp(memory)) memory.published = []
  return true
}

/** The state knows of every version in the topic. */
const isCaughtUp = <Version>({ progress, verifier }: Memory<Version>): boolean =>
  progress.phase === 'live' && verifier.isDone()

const notePublished = <Version>(memory: Memory<Version>, sent: readonly SentAt[]): void => {
  const { endOffsets } = memory
  for (const { partition, offset } of sent)
    if (offset !== null) endOffsets.set(partition, Math.max(offset + 1, endOffsets.get(partition) ?? 0))
  if (isCaughtUp(memory)) memory.knownUpTo = [...endOffsets]
}

const needsStep = <Version>({ progress, verifier }: Memory<Version>, startsOver: boolean): boolean => {
  switch (progress.phase) {
    case 'reconciling':
      return true
    case 'rebuilding':
      return progress.untilOffset === null && !startsOver
    case 'live':
      return verifier.isWaiting()
    default:
      return progress satisfies never
  }
}
