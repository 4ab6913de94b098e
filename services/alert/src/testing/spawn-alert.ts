import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { nodeFlags } from '@landfall/infra-local'
import { waitFor } from '@landfall/testkit'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

/** Starts the service as a process, on a port that it keeps over restarts. */
export const spawnAlert = async (port: number, env: Readonly<Record<string, string>>) => {
  const address = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined

  const start = async (): Promise<void> => {
    child = spawn(process.execPath, [...nodeFlags(main), main], {
      env: { HTTP_PORT: String(port), LOG_LEVEL: 'error', ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    await waitFor(isReady, { what: `readiness of ${address}` })
  }
  const isReady = async (): Promise<boolean> =>
    (await fetch(`${address}/health/ready`).catch(() => null))?.status === 200

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }

  await start()
  return {
    address,
    feedUrl: `${address.replace('http', 'ws')}/v1/feed`,
    start,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    [Symbol.asyncDispose]: () => end('SIGKILL'),
  }
}
