import type { OutRecord, SentRecord } from '@landfall/kafka'
import { isLandfallError, LandfallError } from '@landfall/runtime'
import { createAdaptiveBatchSize } from './create-adaptive-batch-size.ts'
import { createStageMachine, type PartitionView } from './create-stage-machine.ts'
import { type FoldPorts, foldUpTo } from './fold-around-faults.ts'
import { type LoadedState, loadStageState, reopenIfCorrupt } from './load-stage-state.ts'
import type { PublishedVersions } from './open-stage-state.ts'
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
  /** Resolves with the offset up to which the batch is done: its end, or earlier where it takes longer than `BATCH_MS_MAX`. */
  readonly handle: (batch: FetchedBatch) => Promise<number>
}

/**
 * How long the parts of one fetched batch may take, beside the last one and without waiting for turns. Other partitions of the
 * process get nothing new until all batches of a fetch are done, and one busy area must not keep them waiting.
 */
export const BATCH_MS_MAX = 250

/** After a record was set aside, for so many more each is first tried on a state apart: the next one may be near. */
const CAREFUL_RECORDS = 100_000

/**
 * Runs one partition of a stage: load → fold → produce → commit, in this order for every batch. The offset moves only
 * after what was produced is durable, and state and offset move together; so a crash anywhere leads to the same records
 * folded again from the same state. A refused commit is LF_FENCED: another instance owns the partition. A state that
 * cannot be read is LF_STORE_CORRUPT, and gone: opened again, the partition is rebuilt from the log.
 * A record that cannot be folded is set aside, and skipped as if it were not in the log.
 */
export const runStage = async <State, Entry, Output, Version>(
  definition: StageDefinition<State, Entry, Output, Version>,
  partition: number,
  ports: StagePorts<State, Output, Version>,
  { entriesMax, foldMsAim, clock }: BatchLimits,
): Promise<RunningPartition> => {
  const readPublished = ports.readPublished?.(partition)
  const loaded = await loadStageState(definition, partition, ports)
  const published = await readPublishedVersions(definition, loaded, readPublished)
  if (loaded.knownUpTo === null && definition.versions !== undefined)
    await assertStateUnchanged(partition, loaded, ports)
  const log = await readExtent(partition, { loaded, published }, ports)
  let machine = createStageMachine(definition, loaded, published, log?.beganMs)
  ports.onOpened?.(partition, machine.view)
  const batchSize = createAdaptiveBatchSize(entriesMax, foldMsAim)
  let expectedOffset = loaded.nextOffset
  let carefulRecords = 0

  const tryBatch: FoldPorts['tryBatch'] = async (batch, known) => {
    const startedMs = clock()
    const folded = machine.step(batch, { isCareful: carefulRecords > 0 })
    if (!folded.ok) return folded
    batchSize.record(batch.entries.length, clock() - startedMs)
    ports.onOutputs?.(folded.outputs)
    const sent = await produce(ports, folded.records)
    if (!Array.isArray(sent)) return { error: sent, index: null }
    const setAside = [...folded.setAside, ...known]
    if (setAside.length > 0) await ports.setAside(partition, setAside)
    const commit = { ...machine.takeChange(sent), expectedOffset, nextOffset: batch.nextOffset }
    const outcome = await ports.commit(partition, commit).catch(reopenIfCorrupt(partition))
    ports.onCommitted?.({ partition, batch, outcome })
    if (outcome === 'refused') throw fenced(`partition ${partition} has another owner`)
    expectedOffset = batch.nextOffset
    carefulRecords = setAside.length > 0 ? CAREFUL_RECORDS : Math.max(0, carefulRecords - batch.entries.length)
    return undefined
  }

  const rollBack = async (): Promise<void> => {
    const stored = await loadStageState(definition, partition, ports)
    if (stored.nextOffset !== expectedOffset) throw fenced(`partition ${partition} moved on while it was rolled back`)
    // Nothing was produced since the last commit: what the whole topic holds need not be read again.
    const topic =
      stored.knownUpTo === null ? machine.knownTopic() : await readPublishedVersions(definition, stored, readPublished)
    machine = createStageMachine(definition, stored, topic, log?.beganMs)
    ports.onOpened?.(partition, machine.view)
    carefulRecords = CAREFUL_RECORDS
  }

  /** Without a record. */
  const step = async (nextOffset: number, highWatermark: number): Promise<void> => {
    const fault = await tryBatch({ entries: [], nextOffset, highWatermark }, [])
    if (fault !== undefined) throw fault.error
  }
  const stepWhileNeeded = async (nextOffset: number, highWatermark: number): Promise<void> => {
    while (machine.needsStep()) await step(nextOffset, highWatermark)
  }

  const handle = async (batch: FetchedBatch): Promise<number> => {
    const { inTurn, tookMs } = createTurns(ports.takeTurn, batch.heartbeat, clock)
    const folding: FoldPorts = {
      tryBatch: (part, setAside) =>
        inTurn(async () => {
          const fault = await tryBatch(part, setAside)
          if (fault === undefined) await stepWhileNeeded(part.nextOffset, part.highWatermark)
          return fault
        }),
      rollBack: () => inTurn(rollBack),
      afterCommit: () => copyIfLive(machine.view, ports).then(batch.heartbeat),
    }
    return foldUpTo(cutBatch(batch, batchSize.entries), folding, () => tookMs() >= BATCH_MS_MAX)
  }

  if (loaded.startsOver || expectedOffset === null) {
    if (log?.beganMs !== null) return { nextOffset: 'earliest', handle }
    // There is nothing to rebuild from: live before the first record, whatever else comes in one batch with it.
    await step(log.endOffset, log.endOffset)
    expectedOffset = log.endOffset
  }
  if (machine.needsStep()) await stepWhileNeeded(expectedOffset, await ports.endOffset(partition))
  return { nextOffset: expectedOffset, handle }
}

const copyIfLive = async (
  { phase }: PartitionView<unknown>,
  { checkpoints }: Pick<StagePorts<never, never, never>, 'checkpoints'>,
): Promise<void> => {
  if (phase() === 'live') await checkpoints?.copyIfDue()
}

type Extent = { readonly endOffset: number; readonly beganMs: number | null }

/**
 * Of the log of a stage with versions that is to be rebuilt, or may be. What holds no record up to the second question holds none up
 * to the first.
 */
const readExtent = async (
  partition: number,
  { loaded, published }: { readonly loaded: LoadedState<unknown>; readonly published: PublishedVersions<unknown> },
  ports: Pick<StagePorts<never, never, unknown>, 'endOffset' | 'logBeganMs' | 'readPublished'>,
): Promise<Extent | undefined> => {
  const isBehind = loaded.progress.phase === 'rebuilding' || published.unknown.length > 0
  if (ports.readPublished === undefined || !isBehind) return undefined
  const endOffset = await ports.endOffset(partition)
  return { endOffset, beganMs: await ports.logBeganMs(partition) }
}

/** Turns of one batch, and how long they took. */
const createTurns = (
  takeTurn: StagePorts<never, never, never>['takeTurn'],
  heartbeat: () => Promise<void>,
  clock: () => number,
) => {
  let sumMs = 0
  const inTurn = async <T>(act: () => Promise<T>): Promise<T> => {
    const endTurn = await takeTurn?.(heartbeat)
    const startedMs = clock()
    return act().finally(() => {
      sumMs += clock() - startedMs
      endTurn?.()
    })
  }
  return { inTurn, tookMs: () => sumMs }
}

/** A record that its topic does not take is a fault of the batch: none of the records was appended. */
const produce = async (
  ports: Pick<StagePorts<never, never, never>, 'produce'>,
  records: readonly OutRecord[],
): Promise<readonly SentRecord[] | LandfallError> => {
  if (records.length === 0) return []
  return ports.produce(records).catch((error: unknown) => {
    if (isLandfallError(error, 'LF_RECORD_TOO_LARGE')) return error
    throw error
  })
}

const fenced = (what: string): LandfallError => new LandfallError('LF_FENCED', what, { retryable: true })

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
  throw fenced(`partition ${partition} moved on while it was opened`)
}
