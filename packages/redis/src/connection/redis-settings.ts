import { z } from 'zod'
import { parseRedisUrl } from './parse-redis-url.ts'

const text = z.string().min(1).optional()

/** Where Redis is and how to log in; spread them into the schema of whatever uses Redis, with `refuseRedisContradictions`. */
export const redisSettings = {
  REDIS_URL: z
    .string()
    .superRefine((url, context) => {
      const parsed = parseRedisUrl(url)
      if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.problem })
    })
    .default('redis://127.0.0.1:6379'),
  REDIS_USERNAME: text,
  /** The files are read again for each new connection. */
  REDIS_PASSWORD_FILE: text,
  REDIS_SENTINEL_USERNAME: text,
  REDIS_SENTINEL_PASSWORD_FILE: text,
  /** PEM. Absent: the authorities that Node knows. */
  REDIS_CA_FILE: text,
  REDIS_CERT_FILE: text,
  REDIS_KEY_FILE: text,
}
export type RedisSettings = Readonly<z.infer<z.ZodObject<typeof redisSettings>>>

type Setting = keyof RedisSettings

/** Of whatever uses Redis: adds an issue for each setting that the others contradict. */
export const refuseRedisContradictions = (settings: RedisSettings, context: z.RefinementCtx): void => {
  const parsed = parseRedisUrl(settings.REDIS_URL)
  if (!parsed.ok) return // Reported by the field itself.
  const { kind, isTls, username, password } = parsed.address
  const refuse = (setting: Setting, isWrong: boolean, message: string): void => {
    if (settings[setting] !== undefined && isWrong) context.addIssue({ code: 'custom', path: [setting], message })
  }
  const isLoginTwice = username !== undefined || password !== undefined
  const { REDIS_PASSWORD_FILE, REDIS_SENTINEL_PASSWORD_FILE, REDIS_CERT_FILE, REDIS_KEY_FILE } = settings
  refuse('REDIS_USERNAME', isLoginTwice, 'REDIS_URL has a login too: take it out there')
  refuse('REDIS_PASSWORD_FILE', isLoginTwice, 'REDIS_URL has a login too: take it out there')
  refuse('REDIS_USERNAME', REDIS_PASSWORD_FILE === undefined, 'needs REDIS_PASSWORD_FILE')
  for (const setting of ['REDIS_SENTINEL_USERNAME', 'REDIS_SENTINEL_PASSWORD_FILE'] as const)
    refuse(setting, kind !== 'sentinel', 'REDIS_URL names no sentinels: it would have to be redis+sentinel://…')
  const hasNoSentinelPassword = REDIS_SENTINEL_PASSWORD_FILE === undefined
  refuse('REDIS_SENTINEL_USERNAME', hasNoSentinelPassword, 'needs REDIS_SENTINEL_PASSWORD_FILE')
  for (const setting of ['REDIS_CA_FILE', 'REDIS_CERT_FILE', 'REDIS_KEY_FILE'] as const)
    refuse(setting, !isTls, 'REDIS_URL asks for no TLS: it would have to be rediss…://')
  refuse('REDIS_CERT_FILE', REDIS_KEY_FILE === undefined, 'needs REDIS_KEY_FILE')
  refuse('REDIS_KEY_FILE', REDIS_CERT_FILE === undefined, 'needs REDIS_CERT_FILE')
}
