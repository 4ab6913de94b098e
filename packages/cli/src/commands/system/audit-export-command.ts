import { randomUUID } from 'node:crypto'
import { AuditRecord, formatWireTime, isoTimeMs, parseJson, type TopicPartitions, topics } from '@landfall/contracts'
import { openProducer, readTopic } from '@landfall/kafka'
import type { CommandDefinition, Invocation } from '../../command-line/command-definition.ts'
import { UsageError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import { type KafkaChoice, readKafkaOptions } from '../../kafka/read-kafka-options.ts'
import { requireTopics } from '../../kafka/require-topics.ts'
import { commonOptions } from '../common-options.ts'

const WRITE_MS_MAX = 10_000

/** Of records that were written twice because their outcome was unknown. */
const RECENT_IDS_MAX = 10_000

export const auditExportCommand: CommandDefinition = {
  options: [
    { flag: 'since', value: 'TIME', help: 'from then on, as 2026-11-23T09:30:00Z [the beginning]' },
    { flag: 'until', value: 'TIME', help: 'before then [now]' },
    commonOptions.brokers,
    commonOptions.prefix,
    commonOptions.json,
  ],
  details: `Log-ins, log-outs and refusals, quota hits, foreign sources, changes of tokens, exports; by the log's times. Writes a record of
itself first, and prints nothing if it cannot.`,
  examples: [
    { line: 'landfall audit export --since 2026-11-01T00:00:00Z', description: 'who did what this month' },
    { line: 'landfall audit export --json > audit.ndjson', description: 'all of it, for programs' },
  ],
  run: async (invocation) => {
    const { args, terminal, signal } = invocation
    const sinceMs = readTime(invocation, 'since') ?? Number.NEGATIVE_INFINITY
    const untilMs = readTime(invocation, 'until') ?? Number.POSITIVE_INFINITY
    const kafka = readKafkaOptions(invocation)
    const { audit } = topics(kafka.prefix)
    await requireTopics(kafka, [audit])
    await writeExport(kafka, audit, `since ${args.text('since') ?? 'ever'} until ${args.text('until') ?? 'now'}`)
    const recentIds = new Set<string>()
    let unreadable = 0
    for await (const { value, timestampMs } of readTopic({ ...kafka, clientId: 'landfall-audit', topic: audit.name })) {
      signal.throwIfAborted()
      if (timestampMs < sinceMs || timestampMs >= untilMs) continue
      const read = parseJson(AuditRecord, value?.toString() ?? null)
      if (!read.ok) unreadable += 1
      else if (isNew(recentIds, read.value.recordId)) {
        await terminal.print(args.has('json') ? JSON.stringify(read.value) : auditLine(read.value))
      }
    }
    if (unreadable > 0) terminal.say(`${unreadable} records cannot be read and were left out`)
    return unreadable > 0 ? EXIT.found : EXIT.ok
  },
}

const isNew = (recent: Set<string>, id: string): boolean => {
  if (recent.has(id)) return false
  recent.add(id)
  const [oldest] = recent
  if (recent.size > RECENT_IDS_MAX && oldest !== undefined) recent.delete(oldest)
  return true
}

const auditLine = ({ at, service, event, count, ...who }: AuditRecord): string => {
  const { tokenName, tokenId, address, code, subject } = who
  const by = tokenId === undefined ? tokenName : `${tokenName ?? 'token'} (${tokenId})`
  const more = count === 1 ? undefined : `${count} more`
  const parts = [by, address, code, subject, more].filter((part) => part !== undefined)
  return `${at}  ${service.padEnd(6)} ${event.padEnd(15)} ${parts.join('  ')}`
}

/** Before anything is printed: an export that leaves no trace is none. */
const writeExport = async (kafka: KafkaChoice, audit: TopicPartitions, subject: string): Promise<void> => {
  const record: AuditRecord = {
    type: 'audit',
    recordId: randomUUID(),
    at: formatWireTime(Date.now()),
    service: 'cli',
    event: 'export',
    count: 1,
    code: 'audit',
    subject,
  }
  const producer = await openProducer({
    ...kafka,
    clientId: 'landfall-audit',
    topics: [audit],
    deliveryMsMax: WRITE_MS_MAX,
  })
  try {
    await producer.send([{ topic: audit.name, key: 'cli', value: JSON.stringify(record) }])
  } finally {
    await producer.close()
  }
}

const readTime = ({ args }: Invocation, flag: 'since' | 'until'): number | undefined => {
  const given = args.text(flag)
  if (given === undefined) return undefined
  const timeMs = isoTimeMs(given)
  if (Number.isNaN(timeMs)) throw new UsageError(`--${flag} ${given}: must be a time in UTC, as 2026-11-23T09:30:00Z`)
  return timeMs
}
