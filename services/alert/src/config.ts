import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65_535)
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
)

/** The built console where there is one, else a plain page that lists the alerts. */
const pageFolder = (): string => {
  const built = fileURLToPath(new URL('../../console/dist', import.meta.url))
  return existsSync(built) ? built : fileURLToPath(new URL('page', import.meta.url))
}

export const AlertConfig = z.object({
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  HTTP_HOST: z.string().min(1).default('127.0.0.1'),
  HTTP_PORT: port.default(3000),
  KAFKA_BROKERS: list.pipe(z.array(z.string()).min(1)).default(['127.0.0.1:9092']),
  TOPIC_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be 1 to 64 of A-Z a-z 0-9 . _ -')
    .default('landfall'),
  CONSOLE_DIR: z.string().default(pageFolder),
})
export type AlertConfig = Readonly<z.infer<typeof AlertConfig>>
