import type { Logger } from '@landfall/runtime'
import type { Amounts } from '../domain/create-feeder-quotas.ts'
import type { Incoming } from '../domain/incoming.ts'
import { createInbox } from './create-inbox.ts'
import type { NmeaFeed } from './create-line-decoder.ts'
import type { NmeaDelivery } from './create-nmea-delivery.ts'
import type { NmeaLimits } from './nmea-limits.ts'

/** Bytes as received, with the feed that holds the beginning of their first line. `chunk` null: the feed has ended. */
export type ReceivedChunk = {
  readonly feed: NmeaFeed
  readonly chunk: Uint8Array | null
  readonly receivedAtMs: number
  readonly bytes: number
}

export type PumpDeps = {
  readonly deliver: NmeaDelivery
  /** Waits while the source is beyond its quota. */
  readonly awaitQuota: (amounts: Amounts, stopping: AbortSignal) => Promise<void>
  readonly sourceName: string
  readonly logger: Logger
  readonly limits: NmeaLimits
}

/** What a chunk counts besides its bytes, so that many small ones (or ends, which have none) are bounded too. */
const CHUNK_OVERHEAD_BYTES = 256

/**
 * Moves what a source received to Kafka, in order, batch by batch. Chunks are stamped when they come in, so an hour's stall
 * of Kafka does not shift lines that carry no time of their own.
 */
export const openPump = ({ deliver, awaitQuota, sourceName, logger, limits }: PumpDeps) => {
  const inbox = createInbox<ReceivedChunk>(limits.inboxBytesMax)
  const stopping = new AbortController()

  const run = async (): Promise<void> => {
    for (;;) {
      const batch = await inbox.take(limits.batchBytesMax)
      if (batch.length === 0) return
      const records = batch.flatMap(decode)
      const bytes = batch.reduce((sum, { chunk }) => sum + (chunk?.length ?? 0), 0)
      await awaitQuota({ records: records.length, bytes }, stopping.signal)
      await deliver(records, stopping.signal)
    }
  }
  const ran = run().catch(() => {
    logger.error({ event: 'nmea.lost', source: sourceName, bytes: inbox.bytes() })
  })

  return {
    push: (feed: NmeaFeed, chunk: Uint8Array | null, receivedAtMs: number): void =>
      inbox.push({ feed, chunk, receivedAtMs, bytes: CHUNK_OVERHEAD_BYTES + (chunk?.length ?? 0) }),
    isFull: inbox.isFull,
    waitForSpace: inbox.waitForSpace,
    bytes: inbox.bytes,
    /** Delivers what is inside, within `stoppingMsMax`. */
    close: async (): Promise<void> => {
      inbox.close()
      const timer = setTimeout(() => stopping.abort(), limits.stoppingMsMax)
      await ran
      clearTimeout(timer)
    },
  }
}
export type Pump = ReturnType<typeof openPump>

const decode = ({ feed, chunk, receivedAtMs }: ReceivedChunk): readonly Incoming[] =>
  chunk === null ? feed.end(receivedAtMs) : feed.take(chunk, receivedAtMs)
