import type { ActionRecord } from '@landfall/contracts'
import type { Producer } from '@landfall/kafka'

/** Resolves when the record is durable; rejects as the producer does. */
export const createAppendAction =
  (producer: Pick<Producer, 'send'>, topic: string) =>
  async (record: ActionRecord): Promise<void> => {
    await producer.send([{ topic, key: record.alertId, value: JSON.stringify(record) }])
  }
