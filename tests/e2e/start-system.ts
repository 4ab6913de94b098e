import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { freePort } from '@landfall/infra-local'
import { waitFor } from '@landfall/testkit'

type Name = 'ingest' | 'windowing' | 'alert'

export type RunningService = {
  readonly url: string
  readonly kill: (signal: NodeJS.Signals) => Promise<void>
}

/** The three services as processes of their own, on a broker and a Redis that are there. */
export type System = AsyncDisposable & {
  readonly ingestUrl: string
  readonly alertUrl: string
  /** Starts one that was killed, at the same address. */
  readonly restart: (name: Name) => Promise<void>
  readonly kill: (name: Name, signal: NodeJS.Signals) => Promise<void>
}

type SystemSpec = {
  readonly kafkaBrokers: string
  readonly redisUrl: string
  /** Sets this system apart from all others. */
  readonly prefix: string
  readonly env?: Readonly<Record<string, string>>
}

const READY_MS_MAX = 90_000

export const startSystem = async ({ kafkaBrokers, redisUrl, prefix, env = {} }: SystemSpec): Promise<System> => {
  const settings = { KAFKA_BROKERS: kafkaBrokers, REDIS_URL: redisUrl, TOPIC_PREFIX: prefix, NMEA_PORT: 'off', ...env }
  const ports = { ingest: await freePort(), windowing: await freePort(), alert: await freePort() }
  const running = new Map<Name, RunningService>()
  const start = async (name: Name): Promise<void> => {
    running.set(name, await startService(name, ports[name], settings))
  }
  const kill = async (name: Name, signal: NodeJS.Signals): Promise<void> => {
    const service = running.get(name)
    running.delete(name)
    await service?.kill(signal)
  }
  const stop = async (): Promise<void> => {
    await Promise.all([...running.keys()].map((name) => kill(name, 'SIGTERM')))
  }
  try {
    await Promise.all((['ingest', 'windowing', 'alert'] as const).map(start))
  } catch (error) {
    await stop()
    throw error
  }
  return {
    ingestUrl: `http://127.0.0.1:${ports.ingest}`,
    alertUrl: `http://127.0.0.1:${ports.alert}`,
    restart: start,
    kill,
    [Symbol.asyncDispose]: stop,
  }
}

const startService = async (
  name: Name,
  port: number,
  env: Readonly<Record<string, string>>,
): Promise<RunningService> => {
  const main = fileURLToPath(new URL(`../../services/${name}/src/main.ts`, import.meta.url))
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, LOG_LEVEL: 'error', ...env, HTTP_PORT: String(port) },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const exited = once(child, 'exit')
  const url = `http://127.0.0.1:${port}`
  const isReady = () =>
    fetch(`${url}/health/ready`)
      .then(({ ok }) => ok)
      .catch(() => false)
  const failed = exited.then(([code]) => Promise.reject(new Error(`${name} ended while starting, with ${code}`)))
  failed.catch(() => undefined) // Looked at only while it starts.
  const ready = waitFor(isReady, { timeoutMs: READY_MS_MAX, what: `${name} to be ready` })
  await Promise.race([ready, failed])
  return {
    url,
    kill: async (signal) => {
      child.kill(signal)
      await exited
    },
  }
}
