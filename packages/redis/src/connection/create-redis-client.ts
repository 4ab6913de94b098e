import type { Backoff } from '@landfall/runtime'
import { Cluster, Redis, type RedisOptions } from 'ioredis'
import { createNoPrimaryRule } from './create-no-primary-rule.ts'
import type { RedisAccess } from './open-redis-access.ts'
import type { RedisAddress } from './parse-redis-url.ts'

export type RedisClient = Redis | Cluster

/** From sending a command to its answer. */
const COMMAND_MS_MAX = 5_000
/** A server that has sent nothing for so long while it owes an answer is given up: another may be the primary by now. */
const SILENT_MS_MAX = 6_000
const CONNECT_MS_MAX = 3_000
const SENTINEL_MS_MAX = 3_000
export const RECONNECT = { msMin: 100, msMax: 2_000, spread: [0.8, 1.2], random: Math.random } as const

type ClientSpec = { readonly address: RedisAddress; readonly access: RedisAccess; readonly backoff: Backoff }

/** A client that is not yet connected. It reads login and certificates again for each connection. */
export const createRedisClient = ({ address, access, backoff }: ClientSpec): RedisClient => {
  const retryStrategy = (tries: number): number => {
    if (tries === 1) backoff.reset() // ioredis counts from the last connection that became ready.
    return backoff.nextMs()
  }
  switch (address.kind) {
    case 'server':
      return live(new Redis({ ...commonOptions(access), ...address.hosts[0], db: address.database, retryStrategy }))
    case 'sentinel':
      return live(
        new Redis({
          ...commonOptions(access),
          sentinels: [...address.hosts],
          name: address.masterName,
          db: address.database,
          retryStrategy,
          sentinelRetryStrategy: () => backoff.nextMs(),
          sentinelCommandTimeout: SENTINEL_MS_MAX,
          enableTLSForSentinelMode: address.isTls,
          ...(address.isTls ? { sentinelTLS: tlsOf(access) } : {}),
        }),
      )
    case 'cluster': {
      const { enableOfflineQueue, lazyConnect, ...redisOptions } = commonOptions(access)
      const cluster = new Cluster([...address.hosts], {
        enableOfflineQueue,
        lazyConnect,
        redisOptions,
        clusterRetryStrategy: retryStrategy,
        slotsRefreshTimeout: CONNECT_MS_MAX,
        dnsLookup: (host, done) => done(null, host), // By name, as certificates have it.
      })
      return cluster.on('+node', (node: Redis) => live(node))
    }
    default:
      return address satisfies never
  }

  function live(client: Redis): Redis {
    const define = (name: keyof RedisOptions, get: () => unknown): void => {
      Object.defineProperty(client.options, name, { get, enumerable: true, configurable: true })
    }
    define('password', access.password)
    define('sentinelPassword', access.sentinelPassword)
    return client
  }
}

const commonOptions = (access: RedisAccess) => ({
  lazyConnect: true,
  protocol: 2 as const, // What Redis 6.2, Valkey and the proxies before them all speak; nothing here needs more.
  enableOfflineQueue: false,
  commandTimeout: COMMAND_MS_MAX,
  socketTimeout: SILENT_MS_MAX,
  connectTimeout: CONNECT_MS_MAX,
  maxRetriesPerRequest: 1, // A command in flight is sent again once; commits can bear it.
  // After a failover the name, or the sentinels, point elsewhere.
  reconnectOnError: createNoPrimaryRule(() => performance.now()),
  ...(access.username === undefined ? {} : { username: access.username }),
  ...(access.sentinelUsername === undefined ? {} : { sentinelUsername: access.sentinelUsername }),
  ...(access.secureContext === undefined ? {} : { tls: tlsOf(access) }),
})

/** ioredis copies what is in here for each connection, so a getter is asked each time. */
const tlsOf = ({ secureContext }: RedisAccess) => ({
  get secureContext() {
    return secureContext?.()
  },
})
