import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseJson } from '@landfall/contracts'
import { z } from 'zod'
import { CommandError } from '../command-line/command-error.ts'
import { EXIT } from '../command-line/exit-code.ts'

export const MANIFEST_FILE = 'manifest.json'

/** The topics that are kept for ever, in the order in which they are restored: no action before the alert it is about. */
export const BACKED_UP = ['alerts', 'actions', 'audit', 'marks'] as const
export type BackedUp = (typeof BACKED_UP)[number]
/** Not in the backups of versions before it was. */
const ADDED_LATER: ReadonlySet<BackedUp> = new Set(['marks'])
const ALWAYS = BACKED_UP.filter((role) => !ADDED_LATER.has(role))

const Offset = z.int().nonnegative()

/** A file of a backup: consecutive records of one partition, one a line, as gzip. */
const Segment = z.object({
  file: z.string().regex(/^[a-z]+-\d+-\d{16}\.ndjson\.gz$/),
  records: z.int().positive(),
  firstOffset: Offset,
  lastOffset: Offset,
  /** Of the file. */
  bytes: z.int().positive(),
  /** Of the file, as 64 hex digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type Segment = z.infer<typeof Segment>

const PartitionBackup = z.object({
  partition: z.int().nonnegative(),
  /** The log from here… */
  from: Offset,
  /** …to before here. Offsets without a record were transaction markers. */
  to: Offset,
  records: z.int().nonnegative(),
  segments: z.array(Segment),
})
export type PartitionBackup = z.infer<typeof PartitionBackup>

const TopicBackup = z.object({
  role: z.enum(BACKED_UP),
  topic: z.string(),
  topicId: z.string(),
  partitions: z.array(PartitionBackup).min(1),
})
export type TopicBackup = z.infer<typeof TopicBackup>

/** What a backup says of itself. */
export const BackupManifest = z.object({
  type: z.literal('landfall-backup'),
  /** Of the files. */
  format: z.literal(1),
  /** Of the messages in them: the ending of the topics' names. */
  messages: z.literal('v1'),
  prefix: z.string(),
  /** When the ends of the topics were asked for, by the clock of the machine that did. */
  takenAt: z.string(),
  topics: z.array(TopicBackup).min(ALWAYS.length).max(BACKED_UP.length),
})
export type BackupManifest = z.infer<typeof BackupManifest>

const Versions = z.object({ type: z.literal('landfall-backup'), format: z.number(), messages: z.string() })

/** Throws a CommandError where there is no backup, or one that this program cannot read. */
export const readManifest = async (dir: string): Promise<BackupManifest> => {
  const path = join(dir, MANIFEST_FILE)
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CommandError(EXIT.noInput, `${dir}: there is no backup: ${MANIFEST_FILE} cannot be read`, { cause })
  })
  const versions = parseJson(Versions, text)
  if (versions.ok && (versions.value.format !== 1 || versions.value.messages !== 'v1')) {
    const { format, messages } = versions.value
    throw new CommandError(
      EXIT.data,
      `${dir}: a backup of format ${format} with messages ${messages}; this program reads 1 and v1`,
    )
  }
  const manifest = parseJson(BackupManifest, text)
  if (!manifest.ok) throw new CommandError(EXIT.data, `${path}: ${manifest.reason}`)
  const missing = ALWAYS.find((role) => !manifest.value.topics.some((topic) => topic.role === role))
  if (missing !== undefined) throw new CommandError(EXIT.data, `${path}: ${missing} is missing`)
  return manifest.value
}
