import { LandfallError } from '@landfall/runtime'
import type { CheckpointAppender, CheckpointLog, CheckpointRecords } from './checkpoint-log.ts'
import { type CheckpointCopy, encodeCheckpoint, PIECE_CHARACTERS } from './encode-checkpoint.ts'
import { findCheckpoint } from './find-checkpoint.ts'
import { manifestKey, otherSlot, pieceKey, SLOTS, type Slot } from './state-checkpoint-manifest.ts'

/** What a writer knows of the slots; it looks once, and is the only one that writes after that, or is fenced off. */
type Slots = { next: Slot; readonly pieces: Record<Slot, number> }

/** Writes the checkpoints of one partition of a stage. One call at a time. */
export const createCheckpointWriter = (log: CheckpointLog, pieceCharacters = PIECE_CHARACTERS) => {
  let slots: Slots | undefined
  let appender: CheckpointAppender | undefined
  let isClosed = false

  const withAppender = async <T>(act: (appender: CheckpointAppender) => Promise<T>): Promise<T> => {
    appender = await log.openAppender()
    try {
      if (isClosed) throw new LandfallError('LF_CLOSED', 'the partition is being closed', { retryable: true })
      return await act(appender)
    } finally {
      await appender.close()
    }
  }

  return {
    /**
     * Replaces the older of the two by what `copy` resolves with. It is called once others are fenced off: an owner that stalls
     * with a copy in hand cannot write it when its successor has revoked what there was. Resolves with the size in bytes.
     */
    write: (copy: () => Promise<CheckpointCopy>): Promise<number> =>
      withAppender(async ({ append }) => {
        const copied = await copy()
        slots ??= slotsOf(await log.read())
        const { next: slot, pieces: known } = slots
        const encoding = encodeCheckpoint(copied, pieceCharacters)
        let bytes = 0
        let index = 0
        for (let step = encoding.next(); ; step = encoding.next()) {
          if (step.done) {
            // What a larger one has left.
            for (let rest = index; rest < known[slot]; rest += 1) await append(pieceKey(slot, rest), '')
            await append(manifestKey(slot), JSON.stringify(step.value))
            known[slot] = index
            slots.next = otherSlot(slot)
            return bytes
          }
          await append(pieceKey(slot, index), step.value)
          bytes += step.value.length
          index += 1
          known[slot] = Math.max(known[slot], index)
        }
      }),
    /** Of what was written up to now nothing is found any more. Resolves when that is durable. */
    revoke: (): Promise<void> =>
      withAppender(async ({ append }) => {
        for (const slot of SLOTS) await append(manifestKey(slot), '')
      }),
    /** What is being written is broken off. */
    close: async (): Promise<void> => {
      isClosed = true
      await appender?.close()
    },
  }
}

const slotsOf = (records: CheckpointRecords): Slots => {
  const newest = findCheckpoint(records)
  const countOf = (slot: Slot): number =>
    1 + Math.max(-1, ...[...records.keys()].filter((key) => key.startsWith(`${slot}/`)).map(indexOf))
  return {
    next: typeof newest === 'string' ? 'a' : otherSlot(newest.slot),
    pieces: { a: countOf('a'), b: countOf('b') },
  }
}

/** Of a piece; -1 for a manifest. */
const indexOf = (key: string): number => {
  const index = Number(key.slice(2))
  return Number.isSafeInteger(index) ? index : -1
}
