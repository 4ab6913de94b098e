import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext, type SecureContext } from 'node:tls'
import type { SettingFiles } from '@landfall/runtime'
import type { RedisAddress } from './parse-redis-url.ts'
import type { RedisSettings } from './redis-settings.ts'

export type RedisAccessSettings = Omit<RedisSettings, 'REDIS_URL'>

/** How to log in and what to trust, as of now: asked at each new connection. */
export type RedisAccess = {
  readonly username: string | undefined
  readonly password: () => string | undefined
  readonly sentinelUsername: string | undefined
  readonly sentinelPassword: () => string | undefined
  /** Undefined: without TLS. */
  readonly secureContext: (() => SecureContext) | undefined
}

type Spec = { readonly address: RedisAddress; readonly settings: RedisAccessSettings; readonly files: SettingFiles }

/**
 * Reads the files that the settings name; throws LF_CONFIG_INVALID where one is unusable. Later on, while one cannot be used, what
 * it last held goes on to be used.
 */
export const openRedisAccess = ({ address, settings, files }: Spec): RedisAccess => {
  const passwordFrom = (setting: 'REDIS_PASSWORD_FILE' | 'REDIS_SENTINEL_PASSWORD_FILE') => {
    const path = settings[setting]
    return path === undefined ? undefined : files.open(`${setting} ${path}`, () => readPassword(path))
  }
  const nothing = () => undefined
  return {
    username: settings.REDIS_USERNAME ?? address.username,
    password: passwordFrom('REDIS_PASSWORD_FILE') ?? (() => address.password),
    sentinelUsername: settings.REDIS_SENTINEL_USERNAME,
    sentinelPassword: passwordFrom('REDIS_SENTINEL_PASSWORD_FILE') ?? nothing,
    secureContext: address.isTls ? files.open(describeFiles(settings), () => readSecureContext(settings)) : undefined,
  }
}

/** Editors end a file with a line break, passwords do not. */
const readPassword = (path: string): string => {
  const password = readFileSync(path, 'utf8').replace(/\r?\n$/, '')
  if (password === '') throw new Error('it is empty')
  return password
}

const FILES = { ca: 'REDIS_CA_FILE', cert: 'REDIS_CERT_FILE', key: 'REDIS_KEY_FILE' } as const

const readSecureContext = (settings: RedisAccessSettings): SecureContext => {
  const given = Object.entries(FILES).flatMap(([name, setting]) => {
    const path = settings[setting]
    return path === undefined ? [] : [[name, readFileSync(path)] as const]
  })
  const files = Object.fromEntries(given)
  if (files['ca'] !== undefined) new X509Certificate(files['ca']) // Which createSecureContext does not look at.
  return createSecureContext(files)
}

const describeFiles = (settings: RedisAccessSettings): string =>
  Object.values(FILES)
    .flatMap((setting) => (settings[setting] === undefined ? [] : [`${setting} ${settings[setting]}`]))
    .join(', ')
