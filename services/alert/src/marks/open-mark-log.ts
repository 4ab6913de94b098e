import { type Mark, MarkRecord, parseJson } from '@landfall/contracts'
import type { LogRecord, Tail, TailBatch } from '@landfall/kafka'
import { keepFollowing, type Logger, waitAtMost } from '@landfall/runtime'
import { createMarks } from '../domain/marks/create-marks.ts'

export type MarkLogDeps = {
  /** Reads the topic from its beginning. */
  readonly openTail: (onBatch: (batch: TailBatch) => void) => Promise<Tail>
  readonly send: (record: MarkRecord) => Promise<unknown>
  readonly logger: Logger
}

/** How long whoever writes waits until it has been read back. */
const READ_BACK_MS_MAX = 10_000

export type MarkLog = ReturnType<typeof openMarkLog>

/** Follows the topic of marks, and writes to it. While Kafka is away, what was read stays. */
export const openMarkLog = ({ openTail, send, logger }: MarkLogDeps) => {
  const marks = createMarks()
  const closing = new AbortController()
  const waiting = new Set<() => void>()
  let nextOffset = 0
  let isRead = false

  const take = ({ value, partition, offset }: LogRecord): void => {
    const read = parseJson(MarkRecord, value?.toString() ?? null)
    if (read.ok) marks.take(read.value)
    else logger.error({ event: 'record.unreadable', topic: 'marks', partition, offset, reason: read.reason })
  }
  const onBatch = (batch: TailBatch): void => {
    for (const record of batch.records) take(record)
    nextOffset = batch.nextOffset
    for (const wake of waiting) wake()
  }
  const followed = keepFollowing({
    open: () => openTail(onBatch),
    closing: closing.signal,
    onCaughtUp: () => {
      isRead = true
    },
    onFailed: (err) => logger.error({ event: 'marks.not-followed', err }),
  })

  const isAsWritten = ({ markId, removed }: MarkRecord): boolean =>
    (marks.get(markId) === undefined) === (removed !== null)

  /** Appends a record. Resolves to whether it was read back in time; rejects as `send` does. */
  const write = async (record: MarkRecord): Promise<boolean> => {
    await send(record)
    const readBack = Promise.withResolvers<void>()
    const wake = (): void => {
      if (isAsWritten(record)) readBack.resolve()
    }
    waiting.add(wake)
    wake()
    await waitAtMost(readBack.promise, READ_BACK_MS_MAX)
    waiting.delete(wake)
    return isAsWritten(record)
  }

  return {
    /** False until the whole topic has been read: marks may be missing. */
    isRead: () => isRead,
    isFull: marks.isFull,
    get: marks.get,
    standing: (): readonly Mark[] => marks.standing(),
    /** Another number when anything has changed, the same on every instance that has read as far. */
    revision: () => nextOffset,
    write,
    close: async (): Promise<void> => {
      closing.abort()
      await followed
    },
  }
}
