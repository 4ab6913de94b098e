import { createBackoff, isLandfallError, type Logger, pause } from '@landfall/runtime'
import type { Accept } from '../create-accept.ts'
import type { Incoming } from '../domain/incoming.ts'
import { writerAs } from '../domain/writer.ts'
import { type NmeaLimits, retryOf } from './nmea-limits.ts'

export type NmeaDeliveryDeps = {
  readonly accept: Accept
  readonly sourceName: string
  readonly logger: Logger
  readonly limits: NmeaLimits
}

/**
 * Gives records to Kafka and does not come back before they are there: nobody could be told to send them again, as over
 * HTTP. Rejects only when `stopping` is aborted.
 */
export const createNmeaDelivery = ({ accept, sourceName, logger, limits }: NmeaDeliveryDeps) => {
  const context = { where: 'ingest/nmea', writer: writerAs(sourceName) }
  const portion = async (records: readonly Incoming[], stopping: AbortSignal): Promise<void> => {
    const backoff = createBackoff(retryOf(limits))
    for (;;) {
      try {
        await accept(records, context)
        return
      } catch (error) {
        // A broker that is away has been told by the producer; a refusal has not, and would stand for ever.
        if (!isLandfallError(error, 'LF_BROKER_DOWN')) {
          logger.error({ event: 'nmea.not-taken', source: sourceName, records: records.length, err: error })
        }
      }
      await pause(backoff.nextMs(), stopping)
      stopping.throwIfAborted()
    }
  }
  return async (records: readonly Incoming[], stopping: AbortSignal): Promise<void> => {
    for (let at = 0; at < records.length; at += limits.batchRecordsMax) {
      await portion(records.slice(at, at + limits.batchRecordsMax), stopping)
    }
  }
}
export type NmeaDelivery = ReturnType<typeof createNmeaDelivery>
