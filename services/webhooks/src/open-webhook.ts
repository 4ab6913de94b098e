import {
  AlertHead,
  alertFault,
  isMaterialChange,
  MaterialFacts,
  parseJson,
  passesFeedFilter,
} from '@landfall/contracts'
import {
  createLogBounds,
  type KafkaClient,
  type LogRecord,
  openPartitionConsumer,
  type RecordBatch,
  readCommittedOffsets,
  readTopic,
} from '@landfall/kafka'
import { z } from 'zod'
import type { DeliverToWebhook } from './create-webhook-delivery.ts'
import type { WebhookFilter, WebhookSpec } from './read-webhooks.ts'

export type OpenWebhookSpec = KafkaClient & {
  readonly topic: string
  readonly partitions: number
  readonly webhook: WebhookSpec
  readonly deliver: DeliverToWebhook
  /** Called for each record that is no alert, which is skipped: nobody can read it, so nobody misses it. */
  readonly onUnreadable: () => void
}

/**
 * Opens the consumer of one webhook. Its group is its own, and the group's committed offset is the queue. Of several
 * processes one delivers; when it stops another takes over and may repeat the last few alerts.
 */
export const openWebhook = async ({ webhook, topic, partitions, deliver, onUnreadable, ...kafka }: OpenWebhookSpec) => {
  const groupId = `${topic}.webhook.${webhook.id}`

  const firstOffset = async (partition: number): Promise<number> => {
    const committed = (await readCommittedOffsets({ ...kafka, topic, groupId })).get(partition)
    if (committed !== undefined) return committed
    const bounds = createLogBounds({ ...kafka, topic })
    try {
      const { low = 0, high = 0 } = (await bounds.read()).get(partition) ?? {}
      return webhook.from === 'beginning' ? low : high
    } finally {
      await bounds.close()
    }
  }

  /** Reads what came before `offset` without delivering it: only then is it known which alerts leave the filter. */
  const filterAt = async (partition: number, offset: number) => {
    const passes = createVersionFilter(webhook.filter)
    const { severities, changes } = webhook.filter
    if (severities === undefined && changes !== 'material') return passes // No other field that a filter looks at ever changes.
    for await (const record of readTopic({ ...kafka, topic, partitions: [partition] })) {
      if (record.offset >= offset) break
      const head = parseHead(record)
      if (head.ok) passes(head.value)
    }
    return passes
  }

  const openPartition = async (partition: number) => {
    const nextOffset = await firstOffset(partition)
    const passes = await filterAt(partition, nextOffset)
    const handle = async ({ records, heartbeat, handledTo }: RecordBatch): Promise<void> => {
      for (const record of records) {
        const head = parseHead(record)
        if (!head.ok) {
          onUnreadable()
          const { offset } = record
          kafka.logger.error({ event: 'record.unreadable', topic, partition, offset, reason: head.reason })
        } else if (passes(head.value)) await deliver(webhook, record, heartbeat)
        handledTo(record.offset + 1)
        await heartbeat()
      }
    }
    return { nextOffset, handle, close: () => {} }
  }

  return openPartitionConsumer({ ...kafka, topic, partitions, groupId, openPartition })
}

/** `facts`: null where they are not as known here; such a version is delivered. */
const WebhookHead = z
  .looseObject(AlertHead.shape)
  .transform(({ alertId, version, exercise, areaId, kind, ...rest }) => {
    const facts = MaterialFacts.safeParse(rest).data ?? null
    return { alertId, version, exercise, areaId, kind, severity: rest.severity, status: rest.status, facts }
  })
export type WebhookHead = Readonly<z.output<typeof WebhookHead>>

const parseHead = ({ value }: LogRecord) => parseJson(WebhookHead, value?.toString() ?? null, alertFault)

/**
 * Decides, version by version, which ones are delivered: those that match the filter, and the first one after a match, so
 * that no receiver keeps an alarm that is over. With `changes: material` only those of them that say something new which matters.
 * Repeats and contradictions of a version are dropped.
 */
export const createVersionFilter = (filter: WebhookFilter) => {
  const newest = new Map<string, Seen>()
  return ({ alertId, version, exercise, areaId, severity, kind, facts }: WebhookHead): boolean => {
    const before = newest.get(alertId)
    if (before !== undefined && version <= before.version) return false
    const isMatch = passesFeedFilter(filter, { exercise, areaId: areaId ?? null, severity, kind })
    const isNews = filter.changes !== 'material' || !isMatch || isMaterial(before, facts)
    // What has ended is not compared again: to be open again is another status.
    const delivered = isNews ? facts : (before?.delivered ?? null)
    newest.set(alertId, { version, isMatch, delivered: isMatch && facts?.status === 'open' ? delivered : null })
    return isNews && (isMatch || before?.isMatch === true)
  }
}

/** `delivered`: the last version that was, while it is open and matches. */
type Seen = { readonly version: number; readonly isMatch: boolean; readonly delivered: MaterialFacts | null }

const isMaterial = (before: Seen | undefined, facts: MaterialFacts | null): boolean =>
  before?.delivered == null || facts === null || isMaterialChange(before.delivered, facts)
