import { parseRedisUrl } from '@landfall/redis'
import { hidePassword } from '@landfall/runtime'
import { acceptsConnections } from '../process/free-port.ts'
import { LocalError } from '../process/local-error.ts'
import { describeExit, type Exit } from '../process/spawn-supervised.ts'
import type { Say } from '../process/with-progress.ts'

/** Where Kafka or Redis comes from. `docker` means containers of ours, `local` processes of ours; both end with us. */
export type Way = 'environment' | 'docker' | 'local'

export type Found = {
  readonly way: Way
  readonly address: string
  readonly stop: () => Promise<void>
  /** Resolves when it ends; absent for what somebody else supervises. */
  readonly exited?: Promise<Exit>
}

export type BackingServices = {
  readonly ways: { readonly kafka: Way; readonly redis: Way }
  /** As KAFKA_BROKERS has it: comma separated. */
  readonly kafkaBrokers: string
  readonly redisUrl: string
  /** Rejects when a process that was started for this ends by itself; never resolves. Handle it or ignore it. */
  readonly failed: Promise<never>
  /** Stops what was started for this, and nothing else. */
  readonly stop: () => Promise<void>
}

/** One way of starting Kafka and Redis. `available` says whether it can be tried at all; it must be quick. */
export type Starter = {
  readonly way: 'docker' | 'local'
  readonly available: () => Promise<boolean>
  readonly start: (service: BackingServiceName) => Promise<Omit<Found, 'way'>>
}
export type BackingServiceName = 'kafka' | 'redis'

type Env = {
  readonly LANDFALL_PARTS?: string | undefined
  readonly KAFKA_BROKERS?: string | undefined
  readonly REDIS_URL?: string | undefined
}
type FindSpec = { readonly env: Env; readonly starters: readonly Starter[]; readonly say: Say }

/**
 * Finds Kafka and Redis in the order of the design: addresses in the environment; Docker; local processes.
 * LANDFALL_PARTS (`env`, `docker` or `local`) allows one way only, and then its failure is final. A way that is
 * available but fails is reported before the next one is tried.
 */
export const findBackingServices = async ({ env, starters, say }: FindSpec): Promise<BackingServices> => {
  const only = readOnly(env.LANDFALL_PARTS)
  const kafka = await findBackingService('kafka', { env, starters, say, only })
  const redis = await findBackingService('redis', { env, starters, say, only }).catch(async (cause: unknown) => {
    await kafka.stop()
    throw cause
  })
  say(`Kafka: ${describeFound(kafka)}; Redis: ${describeFound(redis)}`)
  return {
    ways: { kafka: kafka.way, redis: redis.way },
    kafkaBrokers: kafka.address,
    redisUrl: redis.address,
    failed: failureOf([kafka, redis]),
    stop: async () => {
      await redis.stop()
      await kafka.stop()
    },
  }
}

const failureOf = (found: readonly Found[]): Promise<never> => {
  const { promise, reject } = Promise.withResolvers<never>()
  for (const { address, exited } of found)
    void exited?.then((exit) =>
      reject(new LocalError(`the process at ${address} ended by itself (${describeExit(exit)})`)),
    )
  promise.catch(() => {}) // Of no interest while stopping, or to tests.
  return promise
}

const SETTING = { kafka: 'KAFKA_BROKERS', redis: 'REDIS_URL' } as const
const TITLE = { kafka: 'Kafka', redis: 'Redis' } as const

const ONLY = ['env', 'docker', 'local'] as const
type Only = (typeof ONLY)[number] | null

const readOnly = (value: string | undefined): Only => {
  if (value === undefined || value === '') return null
  const only = ONLY.find((way) => way === value)
  if (only === undefined) throw new LocalError(`LANDFALL_PARTS is ${value}; it may be env, docker or local`)
  return only
}

const findBackingService = async (
  service: BackingServiceName,
  { env, starters, say, only }: FindSpec & { only: Only },
): Promise<Found> => {
  const address = env[SETTING[service]]
  if (address !== undefined && address !== '' && (only === null || only === 'env'))
    return fromEnvironment(service, address)
  if (only === 'env') throw new LocalError(`LANDFALL_PARTS is env, but ${SETTING[service]} is not set`)
  for (const starter of starters) {
    if (only !== null && starter.way !== only) continue
    if (!(await starter.available())) continue
    try {
      return { way: starter.way, ...(await starter.start(service)) }
    } catch (cause) {
      if (only !== null || starter === starters.at(-1)) throw cause
      say(`${TITLE[service]}: ${starter.way} is there but failed (${firstLine(cause)}); trying the next way`)
    }
  }
  throw new LocalError(`${TITLE[service]}: LANDFALL_PARTS is ${only}, but that is not to be had on this machine`)
}

const fromEnvironment = async (service: BackingServiceName, address: string): Promise<Found> => {
  const problem = await addressProblem(service, address)
  if (problem !== null) throw new LocalError(`${SETTING[service]} is ${hidePassword(address)}: ${problem}`)
  return { way: 'environment', address, stop: async () => {} }
}

const WAY_TITLE: Readonly<Record<Way, string>> = {
  environment: 'from the environment',
  docker: 'in Docker',
  local: 'as a local process',
}

const describeFound = ({ way, address }: Found): string => `${WAY_TITLE[way]} (${hidePassword(address)})`

const firstLine = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).split('\n', 1)[0] ?? ''

/** What is wrong with an address of the environment; null if something answers there. */
const addressProblem = async (service: 'kafka' | 'redis', address: string): Promise<string | null> => {
  if (service === 'redis') {
    const parsed = parseRedisUrl(address)
    return parsed.ok ? problemOf(parsed.address.hosts) : parsed.problem
  }
  const hosts = parseBrokers(address)
  return hosts === null ? 'not a list of host:port' : problemOf(hosts)
}

const problemOf = async (hosts: readonly HostPort[]): Promise<string | null> => {
  for (const { host, port } of hosts) if (await acceptsConnections(host, port)) return null
  return 'nothing answers there'
}

type HostPort = { readonly host: string; readonly port: number }

/** `a:9092,b:9092`; null if any of it is something else. */
export const parseBrokers = (brokers: string): readonly HostPort[] | null => {
  const parsed = brokers.split(',').map((broker) => /^\s*(\S+):(\d{1,5})\s*$/.exec(broker))
  const hosts = parsed.flatMap((match) => (match?.[1] ? [{ host: match[1], port: Number(match[2]) }] : []))
  return hosts.length === parsed.length ? hosts : null
}
