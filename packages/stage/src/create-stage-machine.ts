import { createChangeSet, type StateChange } from './create-change-set.ts'
import { createReplayVerifier } from './create-replay-verifier.ts'
import type { StageState } from './open-stage-state.ts'
import { afterDivergence, beginBatch, endBatch, isRebuilding, LIVE, type Phase, type Progress } from './progress.ts'
import type { StageBatch } from './stage-batch.ts'
import type { StageDefinition } from './stage-definition.ts'
import { ENGINE_KEY, type StoredProgress } from './stored-progress.ts'

/** What stands in the versions' topic; nothing, for a stage without versions. */
export type PublishedVersions<Version> = {
  /** All of them where the state cannot do without; else empty. */
  readonly all: readonly Version[]
  /** Those that a live state does not know of. */
  readonly unknown: readonly Version[]
  /** Where each partition of the topic ended. */
  readonly endOffsets: ReadonlyMap<number, number>
}

/** Where produced outputs stand: partition and offset of the output topic, as far as known. */
export type SentAt = { readonly partition: number; readonly offset: number | null }

/** A view of an open partition, for health and metrics. */
export type PartitionView<State> = {
  readonly state: State
  readonly phase: () => Phase
  /** The state is being rebuilt from the log, and emits nothing yet. */
  readonly isRebuilding: () => boolean
}

export type StageMachine<State, Output> = {
  readonly view: PartitionView<State>
  /** Folds a batch into the state. The outputs must be durable before the change is committed. */
  readonly step: (batch: StageBatch) => { readonly outputs: readonly Output[] }
  /** What the step has changed in the stored state, given where its outputs stand. */
  readonly takeChange: (sent: readonly SentAt[]) => StateChange
  /** Step with an empty batch at once: there is something to emit, or to find out, that waits for no record. */
  readonly needsStep: () => boolean
}

/** One partition of a stage, as values: no clock, no I/O, nothing to wait for. */
export const createStageMachine = <State, Entry, Output, Version>(
  definition: StageDefinition<State, Entry, Output, Version>,
  opened: StageState<State>,
  topic: PublishedVersions<Version>,
): StageMachine<State, Output> => {
  const { state } = opened
  const { versions } = definition
  const { changes, take } = createChangeSet(definition.encode)
  const idOf = versions?.idOf ?? (() => '')
  const endOffsets = new Map(topic.endOffsets)
  let progress: Progress = opened.progress
  let orphanedKeys = opened.orphanedKeys
  let published: readonly Version[] = topic.all
  let verifier = createReplayVerifier(progress.phase === 'rebuilding' ? [] : topic.unknown, idOf)
  let storedText: string | undefined
  let knownUpTo: StoredProgress['published'] = [...(opened.knownUpTo ?? [])]

  const reconcile = (nextOffset: number, fromPublished: boolean): readonly Output[] => {
    progress = LIVE
    const context = { published: fromPublished ? published : null, nextOffset }
    return definition.reconcile?.(state, context, changes) ?? []
  }

  const foldRecords = ({ entries }: StageBatch): Output[] => {
    const outputs: Output[] = []
    const fold = progress.phase === 'live' ? definition.evolve : definition.restore
    for (const record of entries) for (const output of fold(state, record, changes)) outputs.push(output)
    const last = definition.endBatch?.(state, changes) ?? []
    if (progress.phase === 'live') outputs.push(...last)
    return outputs
  }

  /** A state behind the topic may emit only what stands there already; false where it has come to something else. */
  const verify = (outputs: readonly Output[], batch: StageBatch): boolean => {
    if (versions === undefined || verifier.isDone()) return true
    const emitted = outputs.map(versions.versionOf)
    if (!verifier.verify(emitted, batch)) return false
    published = [...published, ...emitted]
    return true
  }

  const step = (batch: StageBatch): { readonly outputs: readonly Output[] } => {
    const first = progress.phase === 'reconciling' ? reconcile(batch.nextOffset, progress.fromPublished) : []
    progress = beginBatch(progress, batch)
    const outputs = [...first, ...foldRecords(batch)]
    progress = endBatch(progress, batch)
    if (verify(outputs, batch)) {
      if (progress.phase === 'live' && verifier.isDone()) published = []
      return { outputs }
    }
    progress = afterDivergence(batch)
    verifier = createReplayVerifier<Version>([], idOf)
    return { outputs: [] }
  }

  const isCaughtUp = (): boolean => progress.phase === 'live' && verifier.isDone()

  const takeChange = (sent: readonly SentAt[]): StateChange => {
    for (const { partition, offset } of sent)
      if (offset !== null) endOffsets.set(partition, Math.max(offset + 1, endOffsets.get(partition) ?? 0))
    if (isCaughtUp() && versions !== undefined) knownUpTo = [...endOffsets]
    const { puts, deletes } = take()
    const text = JSON.stringify({
      configHash: definition.configHash,
      logId: opened.logId,
      progress,
      published: knownUpTo,
    } satisfies StoredProgress)
    if (text !== storedText) puts.set(ENGINE_KEY, text)
    storedText = text
    const orphaned = orphanedKeys.filter((key) => !puts.has(key))
    orphanedKeys = []
    return { puts, deletes: [...new Set([...deletes, ...orphaned])] }
  }

  return {
    view: { state, phase: () => progress.phase, isRebuilding: () => isRebuilding(progress) },
    step,
    takeChange,
    needsStep: () =>
      progress.phase === 'reconciling' ||
      (progress.phase === 'rebuilding' && progress.untilOffset === null && !opened.startsOver) ||
      verifier.isWaiting(),
  }
}
