import { z } from 'zod'

const port = z.coerce.number().int().min(1).max(65_535)

/** What `npm start` reads of the environment itself; everything else goes on to the services untouched. */
export const StartSettings = z.object({
  ALERT_PORT: port.default(3_000),
  INGEST_PORT: port.default(3_001),
  WINDOWING_PORT: port.default(3_002),
  NMEA_PORT: port.default(10_110),
  /** Without it 9092 is taken, or any free port if something else is there. */
  KAFKA_PORT: port.optional(),
  /** Without it 6379 is taken, or any free port if something else is there. */
  REDIS_PORT: port.optional(),
  /** What the services are told of each other; made of the ports above unless it is given. */
  ALLOWED_ORIGINS: z.string().min(1).optional(),
  INGEST_URL: z.url().optional(),
  TOPIC_PREFIX: z.string().min(1).default('landfall'),
})
export type StartSettings = Readonly<z.infer<typeof StartSettings>>
