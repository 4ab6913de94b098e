import { freePort } from '@landfall/infra-local'
import { waitFor } from '@landfall/testkit'
import { type SpawnedService, spawnMain } from './spawn-main.ts'

/** The instances of windowing beyond the first have numbers. */
export type SystemPart = 'ingest' | 'windowing' | 'windowing-2' | 'windowing-3' | 'alert'
const PARTS: readonly SystemPart[] = ['ingest', 'windowing', 'alert']

/** The three services as processes of their own, on a given broker and Redis. */
export type RunningSystem = AsyncDisposable & {
  readonly ingestUrl: string
  readonly alertUrl: string
  readonly windowingUrl: string
  /** Resolves when it is gone. */
  readonly kill: (name: SystemPart, signal: NodeJS.Signals) => Promise<void>
  /** Starts one that was killed, at the same address; ready when this resolves. */
  readonly restart: (name: SystemPart) => Promise<void>
  /** The same without waiting. */
  readonly spawn: (name: SystemPart) => void
  readonly pause: (name: SystemPart) => void
  readonly resume: (name: SystemPart) => void
  readonly awaitReady: () => Promise<void>
  /** Those that ended by themselves, and how. */
  readonly faults: () => readonly string[]
}

type SystemSpec = {
  readonly kafkaBrokers: string
  readonly redisUrl: string
  /** Sets this system apart from all others. */
  readonly prefix: string
  readonly env?: Readonly<Record<string, string>>
  /** Absent: one of each. */
  readonly parts?: readonly SystemPart[]
  /** What the services log, instead of this process's output. */
  readonly onLog?: (text: string) => void
  /** What ends by itself is started again after a second. */
  readonly isSupervised?: boolean
}

const READY_MS_MAX = 90_000
const SUPERVISOR_MS = 1_000

export const startSystem = async (spec: SystemSpec): Promise<RunningSystem> => {
  const { kafkaBrokers, redisUrl, prefix, env = {}, parts = PARTS, isSupervised = false } = spec
  const ports = new Map<SystemPart, number>()
  for (const name of parts) ports.set(name, await freePort())
  const url = (name: SystemPart): string => `http://127.0.0.1:${ports.get(name)}`
  const settings = {
    KAFKA_BROKERS: kafkaBrokers,
    REDIS_URL: redisUrl,
    TOPIC_PREFIX: prefix,
    NMEA_PORT: 'off',
    INGEST_URL: url('ingest'),
    ...env,
  }
  const running = new Map<SystemPart, SpawnedService>()
  const faults: string[] = []
  const spawn = (name: SystemPart): SpawnedService => {
    const own = { ...settings, HTTP_PORT: String(ports.get(name)) }
    const service = spawnMain(serviceOf(name), own, undefined, spec.onLog)
    running.set(name, service)
    void service.exited.then(([code, signal]) => {
      if (running.get(name) !== service) return
      faults.push(`${name} ended with ${code ?? signal}`)
      if (isSupervised) setTimeout(() => running.get(name) === service && spawn(name), SUPERVISOR_MS)
    })
    return service
  }
  const restart = (name: SystemPart): Promise<void> => awaitReady(name, url(name), spawn(name))
  const kill = async (name: SystemPart, signal: NodeJS.Signals): Promise<void> => {
    const service = running.get(name)
    running.delete(name)
    service?.child.kill(signal)
    await service?.exited
  }
  const stop = async (): Promise<void> => {
    await Promise.all(parts.map((name) => kill(name, 'SIGTERM')))
  }
  try {
    await Promise.all(parts.map(restart))
  } catch (error) {
    await stop()
    throw error
  }
  return {
    ingestUrl: url('ingest'),
    alertUrl: url('alert'),
    windowingUrl: url('windowing'),
    kill,
    restart,
    spawn: (name) => void spawn(name),
    pause: (name) => void running.get(name)?.child.kill('SIGSTOP'),
    resume: (name) => void running.get(name)?.child.kill('SIGCONT'),
    awaitReady: async () => {
      await Promise.all([...running].map(([name, service]) => awaitReady(name, url(name), service)))
    },
    faults: () => faults,
    [Symbol.asyncDispose]: stop,
  }
}

const serviceOf = (name: SystemPart): 'ingest' | 'windowing' | 'alert' =>
  name === 'windowing-2' || name === 'windowing-3' ? 'windowing' : name

const awaitReady = async (name: SystemPart, url: string, { exited }: SpawnedService): Promise<void> => {
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
