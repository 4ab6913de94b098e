import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { nodeFlags } from '@landfall/infra-local'

export type SpawnedService = { readonly child: ChildProcess; readonly exited: Promise<unknown[]> }

/**
 * A service as a process of its own, from its main.ts, or that of another release; `exited` resolves with its exit code and signal. Its
 * log goes to `onLog`, else to this process's output.
 */
export const spawnMain = (
  name: 'ingest' | 'windowing' | 'alert' | 'webhooks',
  env: Readonly<Record<string, string>>,
  main: string = fileURLToPath(new URL(`../../services/${name}/src/main.ts`, import.meta.url)),
  onLog?: (text: string) => void,
): SpawnedService => {
  const child = spawn(process.execPath, [...nodeFlags(main), main], {
    env: { ...process.env, LOG_LEVEL: 'error', ...env },
    stdio: onLog === undefined ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => onLog?.(chunk.toString()))
  return { child, exited: once(child, 'exit') }
}
