import { accessSettings, connectionSettings, isLoopback, QuotaText } from '@landfall/access'
import { refuseKafkaContradictions, serviceSettings } from '@landfall/runtime'
import { z } from 'zod'
import { nmeaFaults, nmeaSettings } from './nmea/nmea-settings.ts'

/** One address may take a quarter. */
const CONNECTIONS = { connectionsMax: 2_048, perAddressMax: 512 }

/** The settings of ingest, from the environment. */
export const IngestConfig = z
  .object({
    ...serviceSettings(3_001),
    ...accessSettings,
    ...connectionSettings(CONNECTIONS),
    ...nmeaSettings,
    /** Of each feeder whose token says nothing else, as `records/s=20000,bytes/s=16777216`. */
    QUOTAS: QuotaText.default({}),
    /** Less than this on a disk of Kafka, and observations are refused; 0: never. */
    KAFKA_DISK_BYTES_MIN: z.coerce.number().int().min(0).default(1_073_741_824),
  })
  .superRefine(refuseKafkaContradictions)
  .superRefine((given, context) => {
    const isOpenTo = (host: string): boolean => isLoopback(host) || given.HTTP_LOOPBACK_PUBLISHED
    for (const { path, message } of nmeaFaults(given, isOpenTo)) {
      context.addIssue({ code: 'custom', path: [path], message })
    }
  })
export type IngestConfig = z.infer<typeof IngestConfig>
