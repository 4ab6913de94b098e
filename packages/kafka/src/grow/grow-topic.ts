import type { TopicSpec } from '@landfall/contracts'
import { ensureTopics } from '../admin/ensure-topics.ts'
import { setTopicConfig } from '../admin/set-topic-config.ts'
import { type ClusterConnection, createClusterConnection } from '../client/create-cluster-connection.ts'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import type { ProducerId } from '../client/inner-cluster.ts'
import { toLandfallError } from '../client/kafka-fault.ts'
import type { LogRecord } from '../log/log-record.ts'
import { openLogReader, READER_LIMITS } from '../log/open-log-reader.ts'
import { type Bounds, readBounds } from '../log/read-bounds.ts'
import { createBatchWriter, WRITE_MS_MAX } from '../producer/create-batch-writer.ts'
import { newProducerId } from '../producer/create-inner-producer.ts'
import { cutRequests } from '../producer/cut-requests.ts'
import { type OutMessage, recordBytes } from '../producer/out-record.ts'
import { partitionFor } from '../producer/partition-for.ts'
import { PRODUCER_LIMITS } from '../producer/producer-limits.ts'
import { commitCopyPositions, copyGroup, readCopyPositions } from './copy-positions.ts'
import { type GrowthSpec, inUse, readGrowth } from './read-growth.ts'
import { readInTimeOrder } from './read-in-time-order.ts'
import { FILLING } from './require-open.ts'
import { sealTopic } from './seal-topic.ts'

export type GrowTopicSpec = GrowthSpec & {
  readonly signal: AbortSignal
  /** From a leader's taking a record to its being acknowledged; shorter for tests with one copy of each topic. */
  readonly inFlightMsMax?: number
  /** `left`: how many records of the topic are yet to be copied, holes included. */
  readonly onProgress: (doing: 'copying' | 'sealing' | 'copying the rest', left: number) => void
}

/** `records`: copied by this call. `sealedMs`: for how long nobody could write. */
export type GrownTopic = { readonly records: number; readonly sealedMs: number }

/** With no more than this left, the topic is sealed. */
const REST_RECORDS_MAX = 5_000
const TOGETHER_RECORDS_MAX = 5_000
const TOGETHER_BYTES_MAX = 4 * 1_048_576
const COMMIT_MS = 2_000
const WRITES_MS_MAX = 60_000

type State = {
  readonly client: ClientSpec
  readonly spec: GrowTopicSpec
  readonly connection: ClusterConnection
  readonly id: ProducerId
  readonly write: ReturnType<typeof createBatchWriter>
  /** The next offset of `from` to be copied, by partition. */
  readonly positions: Map<number, number>
  records: number
}

/**
 * Makes the later generation of a topic, and moves its writers to it: copies all records, each with the time that it had, by its key,
 * in the order of the log's time; seals the former one when little is left; copies that; opens the later one. Called again after a
 * failure it goes on from what was committed; a few records may then be copied twice.
 * Throws as `readGrowth`, and LF_TOPIC_IN_USE where it is not known how far a former copy had come.
 */
export const growTopic = async (spec: GrowTopicSpec): Promise<GrownTopic> => {
  const { from, to, signal, inFlightMsMax: _, onProgress: __, ...client } = spec
  const before = await readGrowth(spec)
  if (before === 'done') return { records: 0, sealedMs: 0 }
  if (before === 'not-begun') await makeTopic(client, to)
  const connection = createClusterConnection({ ...client, requestMsMax: WRITE_MS_MAX })
  try {
    const cluster = await connection.addTopics([from.name, to.name])
    const id = await newProducerId(cluster)
    const write = createBatchWriter(connection, id)
    const positions = new Map<number, number>()
    const state: State = { client, spec, connection, id, write, positions, records: 0 }
    await findPositions(state, before === 'not-begun')
    return await grow(state)
  } catch (error) {
    if (signal.aborted) throw error
    throw toLandfallError(`growing ${from.name}`, error)
  } finally {
    await connection.close()
  }
}

/** Nobody takes it for open: the former one can be written to. */
const makeTopic = async (client: ClientSpec, { first: _first, ...to }: TopicSpec): Promise<void> => {
  await ensureTopics({ ...client, specs: [to] })
  await setTopicConfig({ ...client, topic: to.name }, FILLING)
}

const findPositions = async (state: State, isNew: boolean): Promise<void> => {
  const { client, connection, positions, spec } = state
  const bounds = await boundsOf(state)
  if (!isNew && !(await isUntouched(state))) {
    const committed = await readCopyPositions(client, spec.from.name, spec.to.name)
    for (const [partition, { low }] of bounds) {
      const offset = committed.get(partition)
      if (offset === undefined) throw unknownPositions(spec.to)
      positions.set(partition, Math.max(low, offset))
    }
    return
  }
  for (const [partition, { low }] of bounds) positions.set(partition, low)
  await commitCopyPositions(connection, names(spec), positions)
}

/** Stopped before the first record was copied. */
const isUntouched = async ({ connection, spec: { to } }: State): Promise<boolean> =>
  [...(await readBounds(await connection.addTopics([to.name]), to.name)).values()].every(({ high }) => high === 0)

const grow = async (state: State): Promise<GrownTopic> => {
  const { client, spec, connection, id } = state
  const { from, to, signal, onProgress } = spec
  for (let left = Infinity; left > REST_RECORDS_MAX; ) {
    await copyUpTo(state, await boundsOf(state), (rest) => onProgress('copying', rest))
    left = behind(state.positions, await boundsOf(state))
  }
  signal.throwIfAborted()
  onProgress('sealing', 0)
  const sealedAtMs = performance.now()
  await sealTopic(client, from, connection, id, spec.inFlightMsMax)
  await copyUpTo(state, await boundsOf(state), (rest) => onProgress('copying the rest', rest))
  await setTopicConfig({ ...client, topic: to.name }, { name: FILLING.name, value: to.timestampType })
  return { records: state.records, sealedMs: performance.now() - sealedAtMs }
}

const copyUpTo = async (
  state: State,
  bounds: ReadonlyMap<number, Bounds>,
  onLeft: (records: number) => void,
): Promise<void> => {
  const { client, spec, connection, positions } = state
  const ends = new Map([...bounds].map(([partition, { high }]) => [partition, high]))
  const reader = await openLogReader({ ...client, topic: spec.from.name, limits: READER_LIMITS })
  let committedAtMs = performance.now()
  let together: LogRecord[] = []
  let bytes = 0
  const append = async (): Promise<void> => {
    spec.signal.throwIfAborted()
    await appendAll(state, together)
    for (const { partition, offset } of together) positions.set(partition, offset + 1)
    state.records += together.length
    together = []
    bytes = 0
    onLeft(behind(positions, bounds))
    if (performance.now() - committedAtMs < COMMIT_MS) return
    await commitCopyPositions(connection, names(spec), positions)
    committedAtMs = performance.now()
  }
  try {
    for await (const record of readInTimeOrder(reader, positions, ends)) {
      together.push(record)
      bytes += recordBytes(record)
      if (together.length >= TOGETHER_RECORDS_MAX || bytes >= TOGETHER_BYTES_MAX) await append()
    }
    await append()
  } finally {
    await reader.close()
  }
  for (const [partition, end] of ends) positions.set(partition, Math.max(end, positions.get(partition) ?? 0))
  await commitCopyPositions(connection, names(spec), positions)
}

const appendAll = async ({ spec, write }: State, records: readonly LogRecord[]): Promise<void> => {
  const { name: topic, partitions } = spec.to
  const messages = records.map(
    (record): OutMessage => ({
      topic,
      key: record.key,
      value: record.value,
      headers: { ...record.headers },
      timestamp: record.timestampMs,
      partition: partitionFor(record.key ?? '', partitions),
      bytes: recordBytes(record),
    }),
  )
  const untilMs = performance.now() + WRITES_MS_MAX
  const writing = { sent: [], isOver: () => performance.now() > untilMs, onTrouble: () => {} }
  try {
    for (const batches of cutRequests(messages, PRODUCER_LIMITS)) await write(batches, writing)
  } catch (error) {
    throw toLandfallError(`copying to ${topic}`, error)
  }
}

/** Of the partitions of the contract: no other has a record. */
const boundsOf = async ({ connection, spec }: State): Promise<ReadonlyMap<number, Bounds>> => {
  const { name, partitions } = spec.from
  const all = await readBounds(await connection.addTopics([name]), name)
  return new Map([...all].filter(([partition]) => partition < partitions))
}

const behind = (positions: ReadonlyMap<number, number>, bounds: ReadonlyMap<number, Bounds>): number =>
  [...bounds].reduce((sum, [partition, { high }]) => sum + Math.max(0, high - (positions.get(partition) ?? 0)), 0)

const names = ({ from, to }: GrowthSpec) => ({ from: from.name, to: to.name })

const unknownPositions = (to: TopicSpec) =>
  inUse(
    to,
    `how far it was copied is no longer known (offsets of the group ${copyGroup(to.name)}): begin again, after --abandon`,
  )
