import { mkdtemp, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { formatWireTime, topics } from '@landfall/contracts'
import { createLogBounds, readTopicId } from '@landfall/kafka'
import { isLandfallError } from '@landfall/runtime'
import { CommandError } from '../command-line/command-error.ts'
import { EXIT } from '../command-line/exit-code.ts'
import type { KafkaChoice } from '../kafka/read-kafka-options.ts'
import {
  BACKED_UP,
  type BackedUp,
  type BackupManifest,
  MANIFEST_FILE,
  type PartitionBackup,
  type TopicBackup,
} from './backup-manifest.ts'
import { newestOfEachKey } from './newest-of-each-key.ts'
import { readLog } from './read-log.ts'
import { writeSegments } from './write-segments.ts'

export type BackupSpec = {
  readonly kafka: KafkaChoice
  readonly signal: AbortSignal
  /** Called for each record read. */
  readonly onRecord: (role: BackedUp) => void
}

/**
 * What a backup made now would hold: a point at which no action is about an alert that is missing. Actions come after the alerts
 * that they are about, so their end is asked for first; later actions are left to the next backup.
 */
export const planBackup = async ({ kafka }: Pick<BackupSpec, 'kafka'>): Promise<BackupManifest> => {
  const all = topics(kafka.prefix)
  const takenAt = formatWireTime(Date.now())
  const planned: TopicBackup[] = []
  for (const role of BACKED_UP.toReversed()) {
    const client = { ...kafka, clientId: 'landfall-backup', topic: all[role].name }
    const bounds = createLogBounds(client)
    try {
      const partitions = [...(await bounds.read())].map(
        ([partition, { low, high }]): PartitionBackup => ({ partition, from: low, to: high, records: 0, segments: [] }),
      )
      planned.unshift({ role, topic: all[role].name, topicId: await readTopicId(client), partitions })
    } finally {
      await bounds.close()
    }
  }
  return { type: 'landfall-backup', format: 1, messages: 'v1', prefix: kafka.prefix, takenAt, topics: planned }
}

/**
 * Writes a backup to a folder that is not there yet. It appears whole or not at all. Throws a CommandError for what is wrong
 * with the folder, LF_BROKER_DOWN or LF_BROKER_REFUSED.
 */
export const createBackup = async (dir: string, spec: BackupSpec): Promise<BackupManifest> => {
  await requireAbsent(dir)
  const draft = await mkdtemp(`${resolve(dir)}.partial-`).catch((cause: unknown) => {
    throw cannotWrite(dir, cause)
  })
  try {
    const manifest = await writeBackup(draft, spec)
    await requireAbsent(dir)
    await rename(draft, dir)
    await syncFolder(dirname(resolve(dir)))
    return manifest
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    const isOurs = isLandfallError(error) || error instanceof CommandError || spec.signal.aborted
    throw isOurs ? error : cannotWrite(dir, error)
  }
}

const writeBackup = async (draft: string, spec: BackupSpec): Promise<BackupManifest> => {
  const plan = await planBackup(spec)
  const written: TopicBackup[] = []
  for (const topic of plan.topics) {
    const partitions: PartitionBackup[] = []
    for (const planned of topic.partitions) partitions.push(await writePartition(draft, topic, planned, spec))
    written.push({ ...topic, partitions })
  }
  const manifest: BackupManifest = { ...plan, topics: written }
  await using file = await open(join(draft, MANIFEST_FILE), 'wx')
  await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`)
  await file.sync()
  await syncFolder(draft)
  return manifest
}

const writePartition = async (
  draft: string,
  { role, topic }: TopicBackup,
  planned: PartitionBackup,
  { kafka, signal, onRecord }: BackupSpec,
): Promise<PartitionBackup> => {
  const log = readLog({ ...kafka, clientId: 'landfall-backup', topic }, planned)
  const records = topics(kafka.prefix)[role].cleanupPolicy === 'compact' ? newestOfEachKey(log) : log
  const nameOf = (offset: number): string =>
    `${role}-${planned.partition}-${String(offset).padStart(16, '0')}.ndjson.gz`
  const segments = await writeSegments(records, {
    pathOf: (file) => join(draft, file),
    nameOf,
    onRecord: () => {
      signal.throwIfAborted()
      onRecord(role)
    },
  })
  return { ...planned, segments, records: segments.reduce((sum, segment) => sum + segment.records, 0) }
}

/** So that a renamed file is still there after a power cut. */
const syncFolder = async (path: string): Promise<void> => {
  await using folder = await open(path)
  await folder.sync()
}

const requireAbsent = async (dir: string): Promise<void> => {
  const isThere = await stat(dir).then(
    () => true,
    () => false,
  )
  if (isThere) throw new CommandError(EXIT.output, `${dir} is there already: a backup is written to a new folder`)
}

const cannotWrite = (dir: string, cause: unknown): CommandError =>
  new CommandError(
    EXIT.output,
    `${dir}: cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
    {
      cause,
    },
  )
