import { readManifest } from '../../backup/backup-manifest.ts'
import { checkBackup, type RestoreSpec, requireEmptyTopics, restoreBackup } from '../../backup/restore-backup.ts'
import type { CommandDefinition } from '../../command-line/command-definition.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import { formatElapsed, formatNumber } from '../../command-line/format-elapsed.ts'
import { readKafkaOptions } from '../../kafka/read-kafka-options.ts'
import { commonOptions } from '../common-options.ts'

const PROGRESS_RECORDS = 1_000

export const restoreCommand: CommandDefinition = {
  operands: '<DIR>',
  options: [
    { flag: 'dry-run', help: 'check the backup and whether it could be restored; write nothing' },
    commonOptions.brokers,
    commonOptions.prefix,
    commonOptions.json,
  ],
  details: `Writes a backup into topics that are missing or empty, and refuses any other. First every file is checked against its SHA-256,
at last every record is read again and compared. Offsets and the log's times are those of the backup; what is written later
has the broker's times again. No service of the system may run meanwhile. It needs the rights to create topics, to change
their settings, and to write in transactions.
Exit code 1 when the topics are not empty or not as the backup afterwards, 65 when the backup is damaged, 66 when there is none.`,
  examples: [
    { line: 'landfall restore /backups/20261123T093000Z --dry-run', description: 'is it whole?' },
    { line: 'landfall restore /backups/20261123T093000Z', description: 'after the topics were lost' },
    { line: 'landfall restore /backups/20261123T093000Z --prefix practice', description: 'beside the live system' },
  ],
  run: async (invocation) => {
    const { args, terminal, signal } = invocation
    const [dir = ''] = args.operands
    const kafka = readKafkaOptions(invocation)
    const manifest = await readManifest(dir)
    const startedMs = performance.now()
    let done = 0
    const onProgress: RestoreSpec['onProgress'] = (doing, role, records) => {
      const before = Math.floor(done / PROGRESS_RECORDS)
      done += records
      if (Math.floor(done / PROGRESS_RECORDS) > before)
        terminal.progress(`${doing} ${role}, ${formatNumber(done)} steps done`)
    }
    const spec: RestoreSpec = { dir, manifest, kafka, signal, onProgress }
    await checkBackup(spec)
    await requireEmptyTopics(spec)
    const dryRun = args.has('dry-run')
    if (!dryRun) await restoreBackup(spec)
    const records = manifest.topics.flatMap(({ partitions }) => partitions).reduce((sum, each) => sum + each.records, 0)
    const tookMs = performance.now() - startedMs
    const { prefix } = kafka
    if (args.has('json')) {
      await terminal.print(
        JSON.stringify({ dir, dryRun, prefix, takenAt: manifest.takenAt, records, seconds: tookMs / 1_000 }),
      )
    } else {
      const what = dryRun ? 'whole, and can be restored' : 'restored and compared'
      await terminal.print(
        `${formatNumber(records)} records as of ${manifest.takenAt}: ${what} into ${prefix}, in ${formatElapsed(tookMs)}`,
      )
    }
    return EXIT.ok
  },
}
