import type { TopicSpec } from '@landfall/contracts'
import { LandfallError, pause } from '@landfall/runtime'
import { ensureTopics } from '../admin/ensure-topics.ts'
import { setTopicConfig } from '../admin/set-topic-config.ts'
import { type ClusterConnection, createClusterConnection } from '../client/create-cluster-connection.ts'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import { createRetryBackoff } from '../client/create-retry-backoff.ts'
import type { InnerCluster, ProducerId } from '../client/inner-cluster.ts'
import { isPermanentFault, toLandfallError } from '../client/kafka-fault.ts'
import type { LogRecord } from '../log/log-record.ts'
import { type Bounds, readBounds } from '../log/read-bounds.ts'
import { createBatchWriter, WRITE_MS_MAX } from '../producer/create-batch-writer.ts'
import { newProducerId } from '../producer/create-inner-producer.ts'
import { type OutMessage, recordBytes, type SentRecord } from '../producer/out-record.ts'
import { PRODUCER_LIMITS } from '../producer/producer-limits.ts'
import { appendMarkers, claimName, isFenced } from '../producer/raise-fence.ts'

export type TopicRestoreSpec = ClientSpec & { readonly spec: TopicSpec }

export type TopicRestore = {
  /**
   * Appends records of one partition with the offsets and times that they had; the offsets between them, which were transaction
   * markers, become markers again. Throws LF_TOPIC_IN_USE, LF_BROKER_DOWN or LF_BROKER_REFUSED.
   */
  readonly append: (partition: number, records: readonly LogRecord[]) => Promise<void>
  /** Fills each partition up to this end, and has the broker stamp what comes later. */
  readonly finish: (ends: ReadonlyMap<number, number>) => Promise<void>
  readonly close: () => Promise<void>
}

const OPEN_MS_MAX = 60_000
const WRITES_MS_MAX = 60_000
const POLL_MS = 10

type State = {
  readonly spec: TopicSpec
  readonly connection: ClusterConnection
  readonly write: ReturnType<typeof createBatchWriter>
  readonly markerId: ProducerId
  /** The next offset of each partition. */
  readonly positions: Map<number, number>
}

/**
 * Opens a topic for being restored: it is created if it is missing, and takes its records' own times until `finish`.
 * Throws LF_TOPIC_IN_USE if anything has ever been in it, LF_BROKER_DOWN or LF_BROKER_REFUSED.
 */
export const openTopicRestore = async (given: TopicRestoreSpec): Promise<TopicRestore> => {
  const { spec, ...client } = given
  await ensureTopics({ ...client, specs: [spec] })
  const connection = createClusterConnection({ ...client, requestMsMax: WRITE_MS_MAX })
  const run = async <Answer>(act: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await act()
    } catch (error) {
      throw toLandfallError(`restoring ${spec.name}`, error)
    }
  }
  try {
    const state = await run(async (): Promise<State> => {
      const cluster = await connection.addTopics([spec.name])
      requireEmpty(spec, await readBounds(cluster, spec.name))
      await setTopicConfig({ ...client, topic: spec.name }, { name: 'message.timestamp.type', value: 'CreateTime' })
      const id = await untilGiven(connection, newProducerId)
      const write = createBatchWriter(connection, id)
      const markerId = await untilGiven(connection, (given) => claimName(given, nameOf(spec)))
      return { spec, connection, write, markerId, positions: new Map() }
    })
    return {
      append: (partition, records) => run(() => append(state, partition, records)),
      finish: (ends) =>
        run(async () => {
          for (const [partition, end] of ends) await fillTo(state, partition, end)
          await setTopicConfig(
            { ...client, topic: spec.name },
            { name: 'message.timestamp.type', value: spec.timestampType },
          )
        }),
      close: connection.close,
    }
  } catch (error) {
    await connection.close()
    throw error
  }
}

/** A cluster that has just been set up has no ids to give for a while. */
const untilGiven = async <Id>(
  connection: ClusterConnection,
  ask: (cluster: InnerCluster) => Promise<Id>,
): Promise<Id> => {
  const backoff = createRetryBackoff(50, 1_000)
  const untilMs = performance.now() + OPEN_MS_MAX
  for (;;) {
    try {
      return await ask(await connection.open())
    } catch (error) {
      if (isPermanentFault(error) || isFenced(error) || performance.now() > untilMs) throw error
      await pause(backoff.nextMs())
      await connection.recover(error)
    }
  }
}

const nameOf = ({ name }: TopicSpec): string => `${name}.restore`

const requireEmpty = ({ name, partitions }: TopicSpec, bounds: ReadonlyMap<number, Bounds>): void => {
  if (bounds.size !== partitions) throw inUse(name, `it has ${bounds.size} partitions, not ${partitions}`)
  for (const [partition, { high }] of bounds) {
    if (high > 0) throw inUse(name, `partition ${partition} is not empty, it ends at offset ${high}`)
  }
}

const append = async (state: State, partition: number, records: readonly LogRecord[]): Promise<void> => {
  let run: LogRecord[] = []
  let bytes = 0
  const flush = async (): Promise<void> => {
    if (run.length > 0) await appendRun(state, partition, run)
    run = []
    bytes = 0
  }
  for (const record of records) {
    const next = (run.at(-1)?.offset ?? Number.NaN) + 1
    if (record.offset !== next || bytes + recordBytes(record) > PRODUCER_LIMITS.partitionBatchBytesMax) await flush()
    if (run.length === 0) await fillTo(state, partition, record.offset)
    run.push(record)
    bytes += recordBytes(record)
  }
  await flush()
}

/** Records without a gap between their offsets, the first of which is the partition's next. */
const appendRun = async (state: State, partition: number, records: readonly LogRecord[]): Promise<void> => {
  const { spec, positions, write } = state
  const sent: SentRecord[] = []
  const untilMs = performance.now() + WRITES_MS_MAX
  const messages = records.map((record) => toMessage(spec.name, partition, record))
  const indexes = [...records.keys()]
  await write([{ topic: spec.name, partition, messages, indexes }], {
    sent,
    isOver: () => performance.now() > untilMs,
    onTrouble: () => {},
  })
  const first = records[0]?.offset ?? 0
  const offset = sent[0]?.offset ?? first // Null for a repeat: the broker had it already.
  if (offset !== first) throw inUse(spec.name, `offset ${first} of partition ${partition} was taken by another writer`)
  positions.set(partition, first + records.length)
}

const toMessage = (topic: string, partition: number, record: LogRecord): OutMessage => ({
  topic,
  key: record.key,
  value: record.value,
  headers: { ...record.headers },
  timestamp: record.timestampMs,
  partition,
  bytes: recordBytes(record),
})

/** Makes `offset` the next one of the partition. */
const fillTo = async (state: State, partition: number, offset: number): Promise<void> => {
  const { spec, connection, markerId, positions } = state
  const missing = offset - (positions.get(partition) ?? 0)
  if (missing <= 0) return
  const cluster = await connection.open()
  const topics = [{ topic: spec.name, partitions: [partition] }]
  await appendMarkers(cluster, nameOf(spec), markerId, topics, missing)
  const untilMs = performance.now() + WRITES_MS_MAX
  for (;;) {
    const end = (await readBounds(cluster, spec.name)).get(partition)?.high ?? 0
    if (end === offset) break
    if (end > offset || performance.now() > untilMs) {
      throw inUse(spec.name, `partition ${partition} ends at ${end} instead of ${offset}`)
    }
    await pause(POLL_MS)
  }
  positions.set(partition, offset)
}

const inUse = (topic: string, why: string): LandfallError =>
  new LandfallError('LF_TOPIC_IN_USE', `${topic} cannot be restored: ${why}`, { retryable: false })
