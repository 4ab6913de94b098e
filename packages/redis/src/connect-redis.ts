import { createBackoff, LandfallError, type Logger } from '@landfall/runtime'
import { Redis } from 'ioredis'

export type RedisSpec = {
  /** `redis://` or `rediss://` with host, port, user, password and database. */
  readonly url: string
  readonly logger: Logger
}

/** A connection that keeps itself up. Give it to the stores of this package. */
export type RedisHandle = {
  readonly client: Redis
  readonly state: () => 'up' | 'down'
  /** How often the connection was lost so far: two equal readings mean the same server process answered in between. */
  readonly losses: () => number
  readonly close: () => Promise<void>
}

/** From sending a command to its answer. */
const COMMAND_MS_MAX = 5_000
const CONNECT_MS_MAX = 3_000
const RECONNECT = { msMin: 100, msMax: 2_000, spread: [0.8, 1.2], random: Math.random } as const

/**
 * Connects in the background and reconnects for ever. While there is no connection commands fail at once: a queue would
 * delay the error, and send commits that are no longer wanted. Throws LF_CONFIG_INVALID for a bad URL.
 */
export const connectRedis = async (spec: RedisSpec): Promise<RedisHandle> => {
  const { logger } = spec
  const host = hostOf(spec.url)
  const backoff = createBackoff(RECONNECT)
  const client = new Redis(spec.url, {
    lazyConnect: true,
    protocol: 2, // What Redis 6.2, Valkey and the proxies before them all speak; nothing here needs more.
    enableOfflineQueue: false,
    commandTimeout: COMMAND_MS_MAX,
    connectTimeout: CONNECT_MS_MAX,
    maxRetriesPerRequest: 1, // A command in flight is sent again once; commits can bear it.
    retryStrategy: (tries) => {
      if (tries === 1) backoff.reset() // ioredis counts from the last connection that became ready.
      return backoff.nextMs()
    },
    reconnectOnError: (error) => error.message.includes('READONLY'), // After a failover the name points elsewhere.
  })
  let losses = 0
  let problem: string | undefined
  client.on('error', (error: Error) => {
    if (problem === error.message) return // Each try says so again.
    problem = error.message
    logger.warn({ event: 'redis.down', host, reason: error.message })
  })
  client.on('close', () => {
    losses += 1
  })
  client.on('ready', () => {
    if (problem !== undefined) logger.info({ event: 'redis.up', host })
    problem = undefined
    void warnIfEvicting(client, logger, host)
  })
  client.connect().catch(() => {}) // Reported by the error event, and tried again.
  return {
    client,
    state: () => (client.status === 'ready' ? 'up' : 'down'),
    losses: () => losses,
    close: async () => client.disconnect(), // Without QUIT: a stalled Redis would not answer it.
  }
}

/** A Redis that evicts under pressure drops windows silently; the stores would notice, but late. */
const warnIfEvicting = async (client: Redis, logger: Logger, host: string): Promise<void> => {
  const memory = await client.info('memory').catch(() => '')
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1]
  const maxBytes = Number(/^maxmemory:(\d+)/m.exec(memory)?.[1] ?? 0)
  if (maxBytes > 0 && policy !== 'noeviction') logger.warn({ event: 'redis.evicts', host, policy, maxBytes })
}

/** For the log: a URL may carry a password. */
const hostOf = (url: string): string => {
  try {
    const { protocol, host } = new URL(url)
    if (protocol === 'redis:' || protocol === 'rediss:') return host
  } catch {} // Reported below, without the URL itself.
  throw new LandfallError('LF_CONFIG_INVALID', 'REDIS_URL is not a URL that begins with redis:// or rediss://', {
    retryable: false,
  })
}
