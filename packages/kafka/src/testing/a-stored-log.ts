import { setTimeout as sleep } from 'node:timers/promises'
import { LandfallError } from '@landfall/runtime'
import type { OpenPartition } from '../consumer/create-partition-slot.ts'
import type { RecordBatch } from '../consumer/record-batch.ts'

/**
 * For the tests of this package: what a windowing stage does, at its smallest. The values handled are the state, and
 * with them the offset is committed by compare-and-set, as in Redis.
 */
export const aStoredLog = ({ commitMs = 0 } = {}) => {
  const store = new Map<number, number>()
  const values = new Map<number, string[]>()
  let closes = 0

  const open = (partition: number, trouble: { isFenced?: boolean; isDown?: boolean } = {}): OpenPartition => {
    let expected = store.get(partition)
    const handle = async (batch: RecordBatch): Promise<void> => {
      if (trouble.isFenced) throw new LandfallError('LF_FENCED', 'not the owner', { retryable: true })
      if (trouble.isDown) throw storeDown()
      await sleep(commitMs)
      if (store.get(partition) !== expected) throw new LandfallError('LF_FENCED', 'not the owner', { retryable: true })
      store.set(partition, batch.nextOffset)
      expected = batch.nextOffset
      const state = values.get(partition) ?? []
      values.set(partition, state)
      for (const { value } of batch.records) state.push(String(value))
    }
    return {
      nextOffset: expected ?? 'earliest',
      handle,
      close: () => {
        closes += 1
      },
    }
  }
  const storeDown = (): LandfallError => new LandfallError('LF_STORE_DOWN', 'the store is away', { retryable: true })

  return {
    store,
    open,
    storeDown,
    values: (partition: number): readonly string[] => values.get(partition) ?? [],
    get closes() {
      return closes
    },
  }
}
export type StoredLog = ReturnType<typeof aStoredLog>
