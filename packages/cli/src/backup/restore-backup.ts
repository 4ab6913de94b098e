import { isDeepStrictEqual } from 'node:util'
import { type TopicSpec, topics } from '@landfall/contracts'
import { createLogBounds, describeTopics, type LogRecord, openTopicRestore, type TopicRestore } from '@landfall/kafka'
import { CommandError } from '../command-line/command-error.ts'
import { EXIT } from '../command-line/exit-code.ts'
import type { KafkaChoice } from '../kafka/read-kafka-options.ts'
import type { BackedUp, BackupManifest, PartitionBackup, TopicBackup } from './backup-manifest.ts'
import { readLog } from './read-log.ts'
import { checkSegment, readSegment } from './read-segment.ts'

export type RestoreSpec = {
  readonly dir: string
  readonly manifest: BackupManifest
  readonly kafka: KafkaChoice
  readonly signal: AbortSignal
  /** What is done with how many records more. */
  readonly onProgress: (doing: 'checking' | 'writing' | 'comparing', role: BackedUp, records: number) => void
}

/** Throws a CommandError that names the first file which is not whole. */
export const checkBackup = async ({ dir, manifest, signal, onProgress }: RestoreSpec): Promise<void> => {
  for (const { role, partitions } of manifest.topics) {
    for (const { records, segments } of partitions) {
      for (const segment of segments) {
        signal.throwIfAborted()
        await checkSegment(dir, segment)
        onProgress('checking', role, segment.records)
      }
      const found = segments.reduce((sum, segment) => sum + segment.records, 0)
      if (found !== records) throw new CommandError(EXIT.data, `${dir}: ${role} has ${found} records, not ${records}`)
    }
  }
}

/** Throws a CommandError unless every topic is missing, or has never had anything in it. */
export const requireEmptyTopics = async ({ manifest, kafka }: RestoreSpec): Promise<void> => {
  const specs = manifest.topics.map(({ role }) => topics(kafka.prefix)[role])
  const found = await describeTopics({ ...kafka, specs })
  for (const { name, exists } of found) {
    if (!exists) continue
    const bounds = createLogBounds({ ...kafka, clientId: 'landfall-restore', topic: name })
    try {
      const ends = [...(await bounds.read()).values()].map(({ high }) => high)
      if (ends.some((end) => end > 0)) throw notEmpty(name, Math.max(...ends))
    } finally {
      await bounds.close()
    }
  }
}

const notEmpty = (topic: string, end: number): CommandError =>
  new CommandError(EXIT.found, `${topic} is not empty: it ends at offset ${end}. Nothing was written`, {
    hint: 'stop the services, delete the topics alerts, actions, audit and marks of this system, and restore again; or restore into another one (--prefix)',
  })

/**
 * Writes a backup that was checked into empty topics, then reads it again and compares every record. Throws a CommandError, or
 * LF_TOPIC_IN_USE, LF_BROKER_DOWN or LF_BROKER_REFUSED; then the topics are not whole and must be deleted.
 */
export const restoreBackup = async (spec: RestoreSpec): Promise<void> => {
  const { manifest, kafka } = spec
  const all = topics(kafka.prefix)
  for (const backup of manifest.topics) await restoreTopic(spec, backup, all[backup.role])
  for (const backup of manifest.topics) await compareTopic(spec, backup, all[backup.role])
}

const restoreTopic = async (spec: RestoreSpec, backup: TopicBackup, topic: TopicSpec): Promise<void> => {
  const { kafka } = spec
  const restore = await openTopicRestore({ ...kafka, clientId: 'landfall-restore', spec: topic })
  try {
    for (const partition of backup.partitions) await restorePartition(spec, backup.role, partition, restore)
    await restore.finish(new Map(backup.partitions.map(({ partition, to }) => [partition, to])))
  } finally {
    await restore.close()
  }
}

const CHUNK_RECORDS_MAX = 1_000
const CHUNK_BYTES_MAX = 4 * 1_048_576

const restorePartition = async (
  { dir, signal, onProgress }: RestoreSpec,
  role: BackedUp,
  { partition, segments }: PartitionBackup,
  restore: TopicRestore,
): Promise<void> => {
  let chunk: LogRecord[] = []
  let bytes = 0
  const write = async (): Promise<void> => {
    signal.throwIfAborted()
    await restore.append(partition, chunk)
    onProgress('writing', role, chunk.length)
    chunk = []
    bytes = 0
  }
  for (const segment of segments) {
    for await (const record of readSegment(dir, partition, segment)) {
      chunk.push(record)
      bytes += record.value?.length ?? 0
      if (chunk.length >= CHUNK_RECORDS_MAX || bytes >= CHUNK_BYTES_MAX) await write()
    }
  }
  await write()
}

/** What is in the log now must be what is in the files: offsets, times, keys, headers and values. */
const compareTopic = async (spec: RestoreSpec, { role, partitions }: TopicBackup, topic: TopicSpec): Promise<void> => {
  const { dir, kafka, signal, onProgress } = spec
  for (const { partition, to, segments } of partitions) {
    await using log = readLog({ ...kafka, clientId: 'landfall-restore', topic: topic.name }, { partition, from: 0, to })
    for (const segment of segments) {
      for await (const wanted of readSegment(dir, partition, segment)) {
        signal.throwIfAborted()
        const { value: found } = await log.next()
        if (!isSame(wanted, found)) throw differs(topic.name, wanted, found)
        onProgress('comparing', role, 1)
      }
    }
    const { value: more } = await log.next()
    if (more !== undefined) throw differs(topic.name, undefined, more)
  }
}

const isSame = (wanted: LogRecord, found: LogRecord | undefined): boolean =>
  found !== undefined &&
  found.offset === wanted.offset &&
  found.timestampMs === wanted.timestampMs &&
  found.key === wanted.key &&
  (found.value === null || wanted.value === null ? found.value === wanted.value : found.value.equals(wanted.value)) &&
  isDeepStrictEqual({ ...found.headers }, { ...wanted.headers })

const differs = (topic: string, wanted: LogRecord | undefined, found: LogRecord | undefined): CommandError => {
  const describe = (record: LogRecord | undefined): string =>
    record === undefined ? 'nothing' : `offset ${record.offset} of ${new Date(record.timestampMs).toISOString()}`
  return new CommandError(
    EXIT.found,
    `${topic} is not as the backup: ${describe(found)} instead of ${describe(wanted)}`,
    {
      hint: 'something else wrote to it, or the broker changed the times. Stop the services, delete the topic, and restore again',
    },
  )
}
