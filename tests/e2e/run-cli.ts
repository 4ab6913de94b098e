import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url))

export type CommandResult = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

export type RunningCommand = {
  readonly child: ChildProcess
  readonly said: () => { readonly stdout: string; readonly stderr: string }
  readonly ended: Promise<CommandResult>
}

type Env = Readonly<Record<string, string>>

/** The `landfall` command as a process, as a person starts it. */
export const startCli = (args: readonly string[], env: Env): RunningCommand => {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, ...env }, stdio: 'pipe' })
  child.stdin.end()
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  const ended = once(child, 'close').then(([code]): CommandResult => ({ code: code as number | null, stdout, stderr }))
  return { child, said: () => ({ stdout, stderr }), ended }
}

export const runCli = (args: readonly string[], env: Env): Promise<CommandResult> => startCli(args, env).ended

export const parseJsonLines = <Line>(text: string): readonly Line[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
