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
 * Hands records to Kafka and resolves only when they are there: unlike over HTTP, no feeder can be asked to send them
 * again. Rejects only when `stopping` is aborted.
 */
export const createNmeaDelivery = ({ accept, sourceName, logger, limits }: NmeaDeliveryDeps) => {
  const context = { where: 'ingest/nmea', writer: writerAs(sourceName) }
  const deliver = async (records: readonly Incoming[], stopping: AbortSignal): Promise<void> => {
    const backoff = createBackoff(retryOf(limits))
    for (;;) {
      try {
        await accept(records, context)
        return
      } catch (error) {
        // The producer has logged a broker that is away, but not a refusal, which would be retried silently for ever.
        if (!isLandfallError(error, 'LF_BROKER_DOWN')) {
          logger.error({ event: 'nmea.not-accepted', source: sourceName, records: records.length, err: error })
        }
      }
      await pause(backoff.nextMs(), stopping)
      stopping.throwIfAborted()
    }
  }
  return async (records: readonly Incoming[], stopping: AbortSignal): Promise<void> => {
    for (let start = 0; start < records.length; start += limits.batchRecordsMax) {
      await deliver(records.slice(start, start + limits.batchRecordsMax), stopping)
    }
  }
}
export type NmeaDelivery = ReturnType<typeof createNmeaDelivery>
