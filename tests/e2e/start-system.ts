import { freePort } from '@landfall/infra-local'
import { waitFor } from '@landfall/testkit'
import { type SpawnedService, spawnMain } from './spawn-main.ts'

type Name = 'ingest' | 'windowing' | 'alert'
const NAMES: readonly Name[] = ['ingest', 'windowing', 'alert']

/** The three services as processes of their own, on a given broker and Redis. */
export type RunningSystem = AsyncDisposable & {
  readonly ingestUrl: string
  readonly alertUrl: string
  readonly kill: (name: Name, signal: NodeJS.Signals) => Promise<void>
  /** Starts one that was killed, at the same address; ready when this resolves. */
  readonly restart: (name: Name) => Promise<void>
  /** Those that ended by themselves, and how. */
  readonly faults: () => readonly string[]
}

type SystemSpec = {
  readonly kafkaBrokers: string
  readonly redisUrl: string
  /** Sets this system apart from all others. */
  readonly prefix: string
  readonly env?: Readonly<Record<string, string>>
}

const READY_MS_MAX = 90_000

export const startSystem = async ({ kafkaBrokers, redisUrl, prefix, env = {} }: SystemSpec): Promise<RunningSystem> => {
  const ports = { ingest: await freePort(), windowing: await freePort(), alert: await freePort() }
  const settings = {
    KAFKA_BROKERS: kafkaBrokers,
    REDIS_URL: redisUrl,
    TOPIC_PREFIX: prefix,
    NMEA_PORT: 'off',
    INGEST_URL: `http://127.0.0.1:${ports.ingest}`,
    ...env,
  }
  const running = new Map<Name, SpawnedService>()
  const faults: string[] = []
  const start = async (name: Name): Promise<void> => {
    const service = spawnMain(name, { ...settings, HTTP_PORT: String(ports[name]) })
    running.set(name, service)
    void service.exited.then(([code, signal]) => {
      if (running.get(name) === service) faults.push(`${name} ended with ${code ?? signal}`)
    })
    await awaitReady(name, `http://127.0.0.1:${ports[name]}`, service)
  }
  const kill = async (name: Name, signal: NodeJS.Signals): Promise<void> => {
    const service = running.get(name)
    running.delete(name)
    service?.child.kill(signal)
    await service?.exited
  }
  const stop = async (): Promise<void> => {
    await Promise.all(NAMES.map((name) => kill(name, 'SIGTERM')))
  }
  try {
    await Promise.all(NAMES.map(start))
  } catch (error) {
    await stop()
    throw error
  }
  const url = (name: Name) => `http://127.0.0.1:${ports[name]}`
  return {
    ingestUrl: url('ingest'),
    alertUrl: url('alert'),
    kill,
    restart: start,
    faults: () => faults,
    [Symbol.asyncDispose]: stop,
  }
}

const awaitReady = async (name: Name, url: string, { exited }: SpawnedService): Promise<void> => {
  const failed = exited.then(([code]) => Promise.reject(new Error(`${name} ended while starting, with ${code}`)))
  failed.catch(() => undefined) // Looked at only while it starts.
  let said = 'nothing'
  const isReady = async (): Promise<boolean> => {
    const answer = await fetch(`${url}/health/ready`).catch(() => null)
    said = (await answer?.text().catch(() => null)) ?? said
    return answer?.ok === true
  }
  const ready = waitFor(isReady, { timeoutMs: READY_MS_MAX, what: `${name} to be ready` })
  await Promise.race([failed, ready]).catch((error: unknown) => {
    throw new Error(`${name} was not ready; the last it said of itself: ${said}`, { cause: error })
  })
}
