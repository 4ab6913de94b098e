import { LandfallError } from '@landfall/runtime'
import type { CheckpointLog, CheckpointRecord } from '../checkpoint/checkpoint-log.ts'

/** A compacted log in memory. `appendsMax`: from then on every append fails, as if the process had ended there. */
export const memoryCheckpointLog = (
  records = new Map<string, CheckpointRecord>(),
  appendsMax = Number.POSITIVE_INFINITY,
) => {
  let epoch = 0
  let offset = Math.max(-1, ...[...records.values()].map((record) => record.offset)) + 1
  let left = appendsMax
  const log: CheckpointLog = {
    read: async () => new Map(records),
    openAppender: async () => {
      epoch += 1
      const mine = epoch
      return {
        append: async (key, value) => {
          if (mine !== epoch) throw new LandfallError('LF_FENCED', 'another writes now', { retryable: true })
          if (left <= 0) throw new LandfallError('LF_BROKER_DOWN', 'ended', { retryable: true })
          left -= 1
          records.set(key, { offset, timestampMs: offset, value: Buffer.from(value) })
          offset += 1
        },
        close: async () => {},
      }
    },
  }
  return { log, records }
}
