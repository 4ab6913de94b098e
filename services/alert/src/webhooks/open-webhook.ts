import { createLogBounds, openPartitionConsumer, type RecordBatch, readCommitted } from '@landfall/kafka'
import type { Logger } from '@landfall/runtime'
import { applyVersion, createBoard } from '../domain/board.ts'
import { passesFilter } from '../domain/passes-filter.ts'
import { readVersion } from '../read-records.ts'
import type { Deliver } from './create-deliver.ts'
import type { WebhookSpec } from './webhook-config.ts'

export type OpenWebhookSpec = {
  readonly brokers: readonly string[]
  readonly clientId: string
  readonly logger: Logger
  readonly topic: string
  readonly webhook: WebhookSpec
  readonly deliver: Deliver
}

/**
 * One webhook: a consumer group of its own, whose committed offset is the queue. Several processes may run; one of them
 * delivers, and another takes over when it is gone, with at most the last few alerts once more.
 */
export const openWebhook = async ({ webhook, topic, deliver, ...kafka }: OpenWebhookSpec) => {
  const groupId = `${topic}.webhook.${webhook.id}`
  // Versions before are needed to tell what left the filter; only those read since the start are known.
  const board = createBoard()

  const firstOffset = async (partition: number): Promise<number | 'earliest'> => {
    const committed = (await readCommitted({ ...kafka, topic, groupId })).get(partition)
    if (committed !== undefined) return committed
    if (webhook.from === 'beginning') return 'earliest'
    const bounds = createLogBounds({ ...kafka, topic })
    try {
      return (await bounds.read()).get(partition)?.high ?? 'earliest'
    } finally {
      await bounds.close()
    }
  }

  const handle = async ({ records, heartbeat }: RecordBatch): Promise<void> => {
    for (const record of records) {
      const version = readVersion(record)
      if (!version.ok) {
        kafka.logger.error({ event: 'record.unreadable', topic, offset: record.offset, reason: version.reason })
        continue
      }
      const { change } = applyVersion(board, version.value)
      if (change !== null && !passesFilter(webhook.filter, change)) continue
      // A repeat changes nothing here but is delivered all the same: this process may not be the one that delivered it first.
      await deliver(webhook, record, heartbeat)
      await heartbeat()
    }
  }

  return openPartitionConsumer({
    ...{ ...kafka, topic, groupId },
    openPartition: async (partition) => ({ nextOffset: await firstOffset(partition), handle, close: () => {} }),
  })
}
