import { type Logger, pause, waitAtMost } from '@landfall/runtime'

export type BackgroundWriterSpec = {
  /** Appends to a topic; resolves when all are durable. */
  readonly send: (values: readonly string[]) => Promise<unknown>
  readonly isUp: () => boolean
  readonly logger: Logger
  /** Logged once when an attempt fails, until one succeeds. */
  readonly failedEvent: string
  readonly queuedRecordsMax: number
  /** Called whenever there is room again; a value is written too. */
  readonly onRoom?: () => string | null
}

const BATCH_RECORDS_MAX = 100
const RETRY_MS = 1_000
const CLOSE_MS_MAX = 2_000

/** Writes records in their order, without anybody waiting for it. What has an unknown outcome is written again. */
export const createBackgroundWriter = (spec: BackgroundWriterSpec) => {
  const { send, isUp, logger, failedEvent, queuedRecordsMax, onRoom = () => null } = spec
  const queue: string[] = []
  const closing = new AbortController()
  let writing: Promise<void> | null = null
  let isFailing = false

  const writeBatch = async (): Promise<void> => {
    if (!isUp()) throw new Error('Kafka does not answer')
    const batch = queue.slice(0, BATCH_RECORDS_MAX)
    await send(batch)
    queue.splice(0, batch.length)
  }

  const write = async (): Promise<void> => {
    await Promise.resolve() // So that `writing` is set before anything can end.
    while (queue.length > 0) {
      const more = queue.length < BATCH_RECORDS_MAX ? onRoom() : null
      if (more !== null) queue.push(more)
      try {
        await writeBatch()
        isFailing = false
      } catch (error) {
        if (!isFailing) logger.warn({ event: failedEvent, reason: String(error) })
        isFailing = true
        if (closing.signal.aborted) break
        await pause(RETRY_MS, closing.signal)
      }
    }
    writing = null
  }

  return {
    /** False where the queue is full; nothing was added then. */
    add: (value: string): boolean => {
      if (queue.length >= queuedRecordsMax) return false
      queue.push(value)
      writing ??= write()
      return true
    },
    /** Writes what is queued, for up to 2 s. */
    close: async (): Promise<void> => {
      closing.abort()
      await waitAtMost(writing, CLOSE_MS_MAX)
    },
  }
}
