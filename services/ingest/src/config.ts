import { accessSettings } from '@landfall/access'
import { z } from 'zod'
import { isLoopback } from './is-loopback.ts'
import { nmeaFaults, nmeaSettings } from './nmea/nmea-config.ts'

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
)

/** The settings of ingest, from the environment. */
export const IngestConfig = z
  .object({
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
    HTTP_HOST: z.string().min(1).default('127.0.0.1'),
    HTTP_PORT: z.coerce.number().int().min(0).max(65_535).default(3_001),
    ...accessSettings,
    KAFKA_BROKERS: list.default(['127.0.0.1:9092']),
    TOPIC_PREFIX: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,100}$/, 'must be 1 to 100 of A-Z, a-z, 0-9, . _ -')
      .default('landfall'),
    ...nmeaSettings,
  })
  .superRefine((given, context) => {
    const isOpenTo = (host: string): boolean => isLoopback(host) || given.HTTP_LOOPBACK_PUBLISHED
    for (const { path, message } of nmeaFaults(given, isOpenTo)) {
      context.addIssue({ code: 'custom', path: [path], message })
    }
  })
export type IngestConfig = z.infer<typeof IngestConfig>
