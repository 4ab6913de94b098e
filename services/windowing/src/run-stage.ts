import type { SentRecord } from '@landfall/kafka'
import { type LogBatch, META_KEY, type StateChange } from '@landfall/mass-arrivals'
import { LandfallError } from '@landfall/runtime'
import { createAdaptiveBatchSize } from './create-adaptive-batch-size.ts'
import { openAgainIfCorrupt, openStored } from './open-stored.ts'
import type { OpenedStage } from './stage.ts'

export type Loaded = { readonly nextOffset: number | null; readonly entries: ReadonlyMap<string, string> }

/** What the runner needs of Kafka, Redis and the stage, each named by the need. */
export type StagePorts<Record> = {
  readonly load: (partition: number) => Promise<Loaded>
  /** Deletes what could not be read, unless another owner has written since. */
  readonly discard: (partition: number) => Promise<'discarded' | 'refused'>
  /** The log's own name: deleted and made again, a topic is another log. */
  readonly logId: () => Promise<string>
  /** One past the newest record of the partition. */
  readonly endOffset: (partition: number) => Promise<number>
  readonly open: (partition: number, entries: ReadonlyMap<string, string>) => Promise<OpenedStage<Record>>
  /** Resolves when all records are durable (acks=all). */
  readonly produce: (records: readonly Record[]) => Promise<readonly SentRecord[]>
  readonly commit: (
    partition: number,
    commit: StateChange & { readonly expectedOffset: number | null; readonly nextOffset: number },
  ) => Promise<'committed' | 'refused'>
  /** Told of a state that is given up because it cannot be read. */
  readonly onUnreadable?: (partition: number, error: unknown) => void
  /** Told after each commit, for metrics. */
  readonly onFolded?: (folded: Folded) => void
}

export type Folded = { readonly partition: number; readonly batch: LogBatch; readonly outcome: 'committed' | 'refused' }

export type FetchedBatch = LogBatch & {
  /** Keeps the place in the consumer group while a long batch is folded. */
  readonly heartbeat: () => Promise<void>
}

export type Pace = {
  /** Folded, produced and committed at once, however cheap they are. */
  readonly entriesMax: number
  /** Milliseconds, for how long folding takes. */
  readonly clock: () => number
}

export type RunningPartition = {
  readonly nextOffset: number | 'earliest'
  readonly handle: (batch: FetchedBatch) => Promise<void>
}

/**
 * Opens one partition of a stage: load → fold → produce → commit, in this order for every batch. The offset moves only
 * after what was produced is durable, and state and offset move together; so a crash anywhere leads to the same records
 * folded again from the same state. A refused commit is LF_FENCED: another instance owns the partition. A state that
 * cannot be read is LF_STORE_CORRUPT, and gone: opened again, the partition is made anew from the log.
 */
export const openStagePartition = async <Record>(
  partition: number,
  ports: StagePorts<Record>,
  { entriesMax, clock }: Pace,
): Promise<RunningPartition> => {
  const { loaded, opened, logNote } = await openStored(partition, ports)
  const { stage, isKept, hasReadMore } = opened
  if (hasReadMore) await assertUnmoved(partition, loaded, ports)
  const batchSize = createAdaptiveBatchSize(entriesMax)
  let expectedOffset = loaded.nextOffset
  let noted = logNote

  const foldAndCommit = async (batch: LogBatch): Promise<void> => {
    const startedMs = clock()
    const { records, change } = stage.fold(batch)
    batchSize.record(batch.entries.length, clock() - startedMs)
    const sent = records.length > 0 ? await ports.produce(records) : []
    stage.produced?.(sent)
    const puts = noted.size > 0 ? new Map([...change.puts, ...noted]) : change.puts
    const moved = { ...change, puts, expectedOffset, nextOffset: batch.nextOffset }
    const outcome = await ports.commit(partition, moved).catch(openAgainIfCorrupt(partition))
    ports.onFolded?.({ partition, batch, outcome })
    if (outcome === 'refused') {
      throw new LandfallError('LF_FENCED', `partition ${partition} has another owner`, { retryable: true })
    }
    expectedOffset = batch.nextOffset
    noted = new Map()
  }

  const tellWhatIsDue = async (nextOffset: number, highWatermark: number): Promise<void> => {
    while (stage.isDue()) await foldAndCommit({ entries: [], nextOffset, highWatermark })
  }

  const handle = async (batch: FetchedBatch): Promise<void> => {
    for (const part of cutBatch(batch, batchSize.entries)) {
      await foldAndCommit(part)
      await tellWhatIsDue(part.nextOffset, part.highWatermark)
      await batch.heartbeat()
    }
  }

  if (!isKept || expectedOffset === null) return { nextOffset: 'earliest', handle }
  if (stage.isDue()) await tellWhatIsDue(expectedOffset, await ports.endOffset(partition))
  return { nextOffset: expectedOffset, handle }
}

/**
 * What was read elsewhere goes with the state only if the state has not moved on whileAssigned: else another owner may have
 * told of records that this state has not seen, and they would be taken back as if they were wrong.
 */
const assertUnmoved = async (
  partition: number,
  loaded: Loaded,
  { load }: Pick<StagePorts<never>, 'load'>,
): Promise<void> => {
  const now = await load(partition).catch(openAgainIfCorrupt(partition))
  if (now.nextOffset === loaded.nextOffset && now.entries.get(META_KEY) === loaded.entries.get(META_KEY)) return
  throw new LandfallError('LF_FENCED', `partition ${partition} moved on while it was opened`, { retryable: true })
}

/** Parts of as many records as `size` says each time; the last one ends where the batch does, holes included. */
const cutBatch = function* ({ entries, nextOffset, highWatermark }: LogBatch, size: () => number): Iterable<LogBatch> {
  let at = 0
  do {
    const part = entries.slice(at, at + size())
    at += part.length
    yield { entries: part, nextOffset: entries[at]?.offset ?? nextOffset, highWatermark }
  } while (at < entries.length)
}
