import { kafkaSecuritySettings, partitionSettings, refuseKafkaContradictions, TopicPrefix } from '@landfall/runtime'
import { z } from 'zod'

const port = z.coerce.number().int().min(1).max(65_535)
const PORTS = ['ALERT_PORT', 'INGEST_PORT', 'WINDOWING_PORT', 'NMEA_PORT', 'KAFKA_PORT', 'REDIS_PORT'] as const

/** What `npm start` reads of the environment itself; everything else goes on to the services untouched. */
export const StartSettings = z
  .object({
    ALERT_PORT: port.default(3_000),
    INGEST_PORT: port.default(3_001),
    WINDOWING_PORT: port.default(3_002),
    NMEA_PORT: port.default(10_110),
    /** Without it 9092 is taken, or any free port if something else is there. */
    KAFKA_PORT: port.optional(),
    /** Without it 6379 is taken, or any free port if something else is there. */
    REDIS_PORT: port.optional(),
    /** How the services reach each other; derived from the ports above unless given. */
    ALLOWED_ORIGINS: z.string().min(1).optional(),
    INGEST_URL: z.url().optional(),
    TOPIC_PREFIX: TopicPrefix.default('landfall'),
    /** A Kafka of somebody else, which alone may be secured. */
    KAFKA_BROKERS: z.string().optional(),
    ...partitionSettings,
    ...kafkaSecuritySettings,
  })
  .superRefine(refuseKafkaContradictions)
  .refine(({ KAFKA_BROKERS, KAFKA_SECURITY_PROTOCOL }) => KAFKA_BROKERS || KAFKA_SECURITY_PROTOCOL === 'PLAINTEXT', {
    path: ['KAFKA_SECURITY_PROTOCOL'],
    error:
      'must be PLAINTEXT, or KAFKA_BROKERS be set: the Kafka that is started here for you has neither TLS nor users',
  })
  .superRefine((given, context) => {
    for (const [index, name] of PORTS.entries()) {
      const other = PORTS.slice(0, index).find((before) => given[before] !== undefined && given[before] === given[name])
      if (other === undefined) continue
      context.addIssue({ code: 'custom', path: [name], message: `${given[name]} is the port of ${other} already` })
    }
  })
export type StartSettings = Readonly<z.infer<typeof StartSettings>>
