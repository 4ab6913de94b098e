import {
  createLogBounds,
  openPartitionConsumer,
  type RecordBatch,
  readCommittedOffsets,
  readTopic,
} from '@landfall/kafka'
import type { Logger } from '@landfall/runtime'
import { parseVersionRecord } from '../log/parse-version-record.ts'
import { createVersionFilter } from './create-version-filter.ts'
import type { DeliverToWebhook } from './create-webhook-delivery.ts'
import type { WebhookSpec } from './read-webhooks.ts'

export type OpenWebhookSpec = {
  readonly brokers: readonly string[]
  readonly clientId: string
  readonly logger: Logger
  readonly topic: string
  readonly webhook: WebhookSpec
  readonly deliver: DeliverToWebhook
}

/**
 * One webhook: a consumer group of its own, whose committed offset is the queue. Several processes may run; one of them
 * delivers, and another takes over when it is gone, with at most the last few alerts once more.
 */
export const openWebhook = async ({ webhook, topic, deliver, ...kafka }: OpenWebhookSpec) => {
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

  /** What came before is read again, not told: only so it is known what has left the filter. */
  const filterAt = async (partition: number, offset: number) => {
    const passes = createVersionFilter(webhook.filter)
    if (webhook.filter.severities === undefined) return passes // Nothing else of an alert ever changes.
    for await (const record of readTopic({ ...kafka, topic, partitions: [partition] })) {
      if (record.offset >= offset) break
      const version = parseVersionRecord(record)
      if (version.ok) passes(version.value)
    }
    return passes
  }

  const openPartition = async (partition: number) => {
    const nextOffset = await firstOffset(partition)
    const passes = await filterAt(partition, nextOffset)
    const handle = async ({ records, heartbeat, handledTo }: RecordBatch): Promise<void> => {
      for (const record of records) {
        const version = parseVersionRecord(record)
        if (!version.ok) {
          kafka.logger.error({ event: 'record.unreadable', topic, offset: record.offset, reason: version.reason })
        } else if (passes(version.value)) await deliver(webhook, record, heartbeat)
        handledTo(record.offset + 1)
        await heartbeat()
      }
    }
    return { nextOffset, handle, close: () => {} }
  }

  return openPartitionConsumer({ ...kafka, topic, groupId, openPartition })
}
