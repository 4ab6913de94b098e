import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { topics } from '@landfall/contracts'
import { BACKED_UP, type BackedUp, type BackupManifest, MANIFEST_FILE } from '../../backup/backup-manifest.ts'
import { createBackup, planBackup } from '../../backup/create-backup.ts'
import type { CommandDefinition, Invocation } from '../../command-line/command-definition.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import { formatElapsed, formatNumber } from '../../command-line/format-elapsed.ts'
import { readKafkaOptions } from '../../kafka/read-kafka-options.ts'
import { requireTopics } from '../../kafka/require-topics.ts'
import { commonOptions } from '../common-options.ts'

const PROGRESS_RECORDS = 1_000

export const backupCommand: CommandDefinition = {
  operands: '<DIR>',
  options: [
    { flag: 'dry-run', help: 'say what would be written' },
    commonOptions.brokers,
    commonOptions.prefix,
    commonOptions.json,
  ],
  details: `Writes the topics that are kept for ever (${BACKED_UP.join(', ')}) to a new folder, as of one moment, while the system runs: every
record with its offset, key, headers, value and the log's time (of marks the newest of each). The folder appears whole or not at all. Keep it as you keep
the topics: notes and names of operators are in it. The SHA-256 printed is that of its manifest, which holds those of all files.`,
  examples: [
    { line: 'landfall backup /backups/$(date -u +%Y%m%dT%H%M%SZ)', description: 'every hour, in a script' },
    { line: 'landfall backup /backups/now --dry-run', description: 'how much is there?' },
  ],
  run: async (invocation) => {
    const { args, terminal } = invocation
    const [dir = ''] = args.operands
    const kafka = readKafkaOptions(invocation)
    const all = topics(kafka.prefix)
    await requireTopics(
      kafka,
      BACKED_UP.map((role) => all[role]),
    )
    if (args.has('dry-run')) {
      await printPlan(invocation, dir, await planBackup({ kafka }))
      return EXIT.ok
    }
    const startedMs = performance.now()
    let read = 0
    const onRecord = (role: BackedUp): void => {
      read += 1
      if (read % PROGRESS_RECORDS === 0) terminal.progress(`${formatNumber(read)} records, reading ${role}`)
    }
    const manifest = await createBackup(dir, { kafka, signal: invocation.signal, onRecord })
    await printBackup(invocation, dir, manifest, performance.now() - startedMs)
    return EXIT.ok
  },
}

const printPlan = async ({ args, terminal }: Invocation, dir: string, plan: BackupManifest): Promise<void> => {
  const offsets = plan.topics.flatMap(({ topic, partitions }) =>
    partitions.map(({ partition, from, to }) => ({ topic, partition, from, to })),
  )
  if (args.has('json')) return terminal.print(JSON.stringify({ dir, dryRun: true, offsets }))
  for (const { topic, partition, from, to } of offsets) {
    await terminal.print(`${topic}/${partition}: offsets ${formatNumber(from)} to ${formatNumber(to)}`)
  }
  terminal.say(`nothing was written to ${dir}`)
}

const printBackup = async (
  { args, terminal }: Invocation,
  dir: string,
  { takenAt, topics: backups }: BackupManifest,
  tookMs: number,
): Promise<void> => {
  const manifestSha256 = createHash('sha256')
    .update(await readFile(join(dir, MANIFEST_FILE)))
    .digest('hex')
  const counts = backups.map(({ topic, partitions }) => ({
    topic,
    records: partitions.reduce((sum, { records }) => sum + records, 0),
    bytes: partitions.flatMap(({ segments }) => segments).reduce((sum, { bytes }) => sum + bytes, 0),
  }))
  if (args.has('json')) {
    return terminal.print(JSON.stringify({ dir, takenAt, topics: counts, manifestSha256, seconds: tookMs / 1_000 }))
  }
  for (const { topic, records, bytes } of counts) {
    await terminal.print(`${topic}: ${formatNumber(records)} records, ${formatNumber(bytes)} bytes`)
  }
  await terminal.print(
    `${dir} as of ${takenAt}, in ${formatElapsed(tookMs)}; SHA-256 of the manifest ${manifestSha256}`,
  )
}
