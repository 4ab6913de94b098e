import { createBackoff, createSettingFiles, LandfallError, type Logger, type SettingFiles } from '@landfall/runtime'
import { createRedisClient, RECONNECT, type RedisClient } from './connection/create-redis-client.ts'
import { openRedisAccess, type RedisAccessSettings } from './connection/open-redis-access.ts'
import { parseRedisUrl } from './connection/parse-redis-url.ts'
import { watchRedis } from './connection/watch-redis.ts'

export type RedisSpec = {
  /** As REDIS_URL has it: of a server, of sentinels, or of a cluster. */
  readonly url: string
  /** How to log in and what to trust, where the URL does not say. */
  readonly settings?: RedisAccessSettings
  readonly logger: Logger
  /** Those of the service; by default what they hold before counts as well, and is logged. */
  readonly files?: SettingFiles
}

/** A connection that keeps itself up. Give it to the stores of this package. */
export type RedisHandle = {
  readonly client: RedisClient
  /** Of a cluster: `up` while any of it answers; the commands for what is missing fail. */
  readonly state: () => 'up' | 'down'
  /** Why it is down, as far as that is known; undefined while it is up. */
  readonly problem: () => string | undefined
  readonly close: () => Promise<void>
}

/**
 * Connects in the background and reconnects for ever, to whichever server is the primary by then. While there is no connection
 * commands fail at once: a queue would delay the error, and send commits that are no longer wanted. Throws LF_CONFIG_INVALID for a
 * bad URL and for files that cannot be used.
 */
export const connectRedis = async (spec: RedisSpec): Promise<RedisHandle> => {
  const { url, settings = {}, logger, files = createSettingFiles({ logger }) } = spec
  const parsed = parseRedisUrl(url)
  if (!parsed.ok) throw new LandfallError('LF_CONFIG_INVALID', `REDIS_URL ${parsed.problem}`, { retryable: false })
  const { address } = parsed
  const access = openRedisAccess({ address, settings, files })
  const client = createRedisClient({ address, access, backoff: createBackoff(RECONNECT) })
  const problem = watchRedis(client, { address, access, logger })
  client.connect().catch(() => {}) // Reported by the error event, and tried again.
  const isUp = (): boolean => client.status === 'ready'
  return {
    client,
    state: () => (isUp() ? 'up' : 'down'),
    problem: () => (isUp() ? undefined : problem()),
    close: async () => client.disconnect(), // Without QUIT: a stalled Redis would not answer it.
  }
}
