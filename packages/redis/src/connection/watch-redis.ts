import { createBackoff, type Logger } from '@landfall/runtime'
import { Cluster } from 'ioredis'
import { createRedisClient, RECONNECT, type RedisClient } from './create-redis-client.ts'
import type { RedisAccess } from './open-redis-access.ts'
import type { RedisAddress } from './parse-redis-url.ts'
import { remedyOf, sentinelRemedyOf } from './remedy-of.ts'

type WatchSpec = { readonly address: RedisAddress; readonly access: RedisAccess; readonly logger: Logger }

/** Of one outage; they may alternate while it lasts. */
const REASONS_MAX = 10
const NO_CONNECTION = 'no connection'
/** How ioredis begins when it has asked all sentinels; how long it waits now follows. */
const NO_SENTINEL = 'All sentinels are unreachable'
const NO_NODE = 'no node of the cluster answers, or it says cluster_state:fail'
const CLOSED_AT_ONCE = 'each connection is closed at once (if there is TLS, REDIS_URL must begin with rediss)'

/** Logs when the connection is lost, each reason of an outage once, and when it is back. Returns the last reason when asked. */
export const watchRedis = (client: RedisClient, spec: WatchSpec): (() => string) => {
  const { address, logger } = spec
  const host = address.hosts.map((each) => `${each.host}:${each.port}`).join(',')
  const reasons = new Set<string>()
  let last = NO_CONNECTION
  const down = (reason: string): void => {
    last = reason
    if (reasons.has(reason) || reasons.size >= REASONS_MAX) return
    reasons.add(reason)
    logger.warn({ event: 'redis.down', host, reason })
  }
  if (client instanceof Cluster) reportCluster(client, spec, down)
  else reportServer(client, spec, down)
  client.on('ready', () => {
    if (reasons.size > 0) logger.info({ event: 'redis.up', host })
    reasons.clear()
    last = NO_CONNECTION
    void warnIfEvicting(client, logger, host)
  })
  return () => last
}

const reportServer = (client: RedisClient, spec: WatchSpec, down: (reason: string) => void): void => {
  const isSentinel = spec.address.kind === 'sentinel'
  let sentinelSaid = NO_SENTINEL
  let unexplained = 0
  client.on('sentinelError', ({ message }: Error) => {
    sentinelSaid = message
  })
  client.on('error', ({ message }: Error) => {
    unexplained = 0
    if (!isSentinel) down(withRemedy(message, remedyOf))
    else if (!message.startsWith(NO_SENTINEL)) down(withRemedy(message, primaryRemedyOf))
    else void explained(sentinelSaid, spec).then((reason) => down(withRemedy(reason, sentinelRemedyOf)))
  })
  // The first is how a connection ends that was up.
  client.on('reconnecting', () => {
    unexplained += 1
    if (unexplained > 1) down(CLOSED_AT_ONCE)
  })
  client.on('ready', () => {
    unexplained = 0
  })
}

const reportCluster = (cluster: Cluster, spec: WatchSpec, down: (reason: string) => void): void => {
  let isExplained = false
  cluster.on('error', (error: Error & { readonly lastNodeError?: Error }) => {
    isExplained = true
    void explained((error.lastNodeError ?? error).message, spec).then((reason) => {
      if (cluster.status !== 'ready') down(withRemedy(reason, remedyOf))
    })
  })
  cluster.on('reconnecting', () => {
    if (!isExplained) down(NO_NODE)
    isExplained = false
  })
}

const UNEXPLAINED = 'Connection is closed.'

/** ioredis does not say why a connection to a sentinel or node came to nothing; so one to the first of them is tried here. */
const explained = async (message: string, { address, access }: WatchSpec): Promise<string> => {
  if (!message.endsWith(UNEXPLAINED)) return message
  const { sentinelUsername: username, sentinelPassword: password } = access
  const probe = createRedisClient({
    address: { ...address, kind: 'server', database: 0 },
    access: address.kind === 'sentinel' ? { ...access, username, password } : access,
    backoff: createBackoff(RECONNECT),
  })
  const { promise, resolve } = Promise.withResolvers<string>()
  probe.on('error', (error: Error) => resolve(error.message))
  probe.on('reconnecting', () => resolve(CLOSED_AT_ONCE))
  probe.on('ready', () => resolve(NO_NODE))
  probe.connect().catch(() => {})
  const reason = await promise.finally(() => probe.disconnect())
  return message.replace(UNEXPLAINED, reason)
}

const withRemedy = (message: string, find: (message: string) => string | undefined): string => {
  const remedy = find(message)
  return remedy === undefined ? message.trim() : `${message.trim()} (${remedy})` // OpenSSL ends with a line break.
}

const QUORUM = 'the sentinels name this as the primary; without their quorum, and a replica, they cannot choose another'

const primaryRemedyOf = (message: string): string | undefined =>
  /ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH/.test(message) ? QUORUM : remedyOf(message)

/** A Redis that evicts under pressure drops windows silently; the stores would notice, but late. */
const warnIfEvicting = async (client: RedisClient, logger: Logger, host: string): Promise<void> => {
  for (const node of client instanceof Cluster ? client.nodes('master') : [client]) {
    const memory = await node.info('memory').catch(() => '')
    const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1]
    const maxBytes = Number(/^maxmemory:(\d+)/m.exec(memory)?.[1] ?? 0)
    if (maxBytes > 0 && policy !== 'noeviction') logger.warn({ event: 'redis.evicts', host, policy, maxBytes })
  }
}
