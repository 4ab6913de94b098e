import { AlertHead, alertFault, type FeedFilter, parseJson, passesFeedFilter } from '@landfall/contracts'
import {
  createLogBounds,
  type KafkaClient,
  type LogRecord,
  openPartitionConsumer,
  type RecordBatch,
  readCommittedOffsets,
  readTopic,
} from '@landfall/kafka'
import type { DeliverToWebhook } from './create-webhook-delivery.ts'
import type { WebhookSpec } from './read-webhooks.ts'

export type OpenWebhookSpec = KafkaClient & {
  readonly topic: string
  readonly partitions: number
  readonly webhook: WebhookSpec
  readonly deliver: DeliverToWebhook
  /** Called for each record that is no alert, which is passed over: nobody can read it, so nobody misses it. */
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
    if (webhook.filter.severities === undefined) return passes // No other field that a filter looks at ever changes.
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

const parseHead = ({ value }: LogRecord) => parseJson(AlertHead, value?.toString() ?? null, alertFault)

/**
 * Decides, version by version, which ones are delivered: those that match the filter, and the first one after a match, so
 * that no receiver keeps an alarm that is over. Repeats and contradictions of a version are dropped.
 */
export const createVersionFilter = (filter: FeedFilter) => {
  const newest = new Map<string, { readonly version: number; readonly isMatch: boolean }>()
  return ({ alertId, version, exercise, areaId, severity, kind }: AlertHead): boolean => {
    const before = newest.get(alertId)
    if (before !== undefined && version <= before.version) return false
    const isMatch = passesFeedFilter(filter, { exercise, areaId: areaId ?? null, severity, kind })
    newest.set(alertId, { version, isMatch })
    return isMatch || before?.isMatch === true
  }
}
