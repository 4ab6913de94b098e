import { z } from 'zod'
import { sourceSettings } from './source-policy.ts'

const list = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')

/** The service's whole configuration, read from the environment once. */
export const WindowingConfig = z
  .object({
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
    KAFKA_BROKERS: z
      .string()
      .default('127.0.0.1:9092')
      .transform(list)
      .pipe(z.array(z.string()).min(1, 'must name at least one host:port')),
    REDIS_URL: z.url({ protocol: /^rediss?$/ }).default('redis://127.0.0.1:6379'),
    TOPIC_PREFIX: z
      .string()
      .regex(/^[a-zA-Z0-9._-]{1,100}$/, 'must be 1 to 100 letters, digits, dots, dashes or underscores')
      .default('landfall'),
    /** GeoJSON files of the areas to watch, comma separated; the built-in New Zealand area when absent. */
    AREAS: z.string().default('').transform(list),
    HTTP_HOST: z.string().default('127.0.0.1'),
    HTTP_PORT: z.coerce.number().int().min(0).max(65_535).default(3002),
    ...sourceSettings,
  })
  .refine(({ SOURCE_SILENT_SECONDS_MIN: least, SOURCE_SILENT_SECONDS_MAX: most }) => least <= most, {
    path: ['SOURCE_SILENT_SECONDS_MAX'],
    error: 'must not be less than SOURCE_SILENT_SECONDS_MIN',
  })
export type WindowingConfig = z.infer<typeof WindowingConfig>
