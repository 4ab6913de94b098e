import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { freePort, nodeFlags } from '@landfall/infra-local'
import { waitFor } from '@landfall/testkit'

export type ServiceName = 'ingest' | 'windowing' | 'alert'
export type StartedService = {
  readonly url: string
  readonly pid: number
  readonly stop: () => Promise<void>
  /** As a crash would end it. */
  readonly kill: () => Promise<void>
}

const READY_MS_MAX = 60_000

/** A real service: a process of its own, from its main.ts, ready when this resolves. */
export const startService = async (
  name: ServiceName,
  env: Readonly<Record<string, string>>,
  readyMsMax = READY_MS_MAX,
): Promise<StartedService> => {
  const port = await freePort()
  const main = resolve(import.meta.dirname, '../../services', name, 'src/main.ts')
  const child = spawn(process.execPath, [...nodeFlags(main), main], {
    env: { ...process.env, LOG_LEVEL: 'warn', NMEA_PORT: 'off', ...env, HTTP_PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  process.once('exit', () => child.kill('SIGKILL')) // Also when the bench fails: a service left over spoils the next.
  const exited = once(child, 'exit')
  const url = `http://127.0.0.1:${port}`
  const isReady = (): Promise<boolean> =>
    fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
  const failed = exited.then(([code]) => Promise.reject(new Error(`${name} ended while starting (exit code ${code})`)))
  failed.catch(() => {}) // Of interest only while it starts.
  await Promise.race([failed, waitFor(isReady, { timeoutMs: readyMsMax, what: `${name} to be ready` })])
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal)
    await exited
  }
  return { url, pid: child.pid ?? 0, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}
