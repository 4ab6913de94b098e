import { spawn } from 'node:child_process'

const OUTPUT_CHARS_MAX = 200_000

export type CommandResult =
  | { readonly outcome: 'ended'; readonly code: number | null; readonly output: string }
  | { readonly outcome: 'missing' }

type CommandOptions = { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly timeoutMs?: number }

/** Runs a command to its end. Returns its exit code and the last 200,000 characters of both streams. */
export const runCommand = (
  command: string,
  args: readonly string[],
  { cwd, env, timeoutMs = 600_000 }: CommandOptions = {},
): Promise<CommandResult> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
    })
    // Not spawn's own `timeout`: for a missing command that keeps this process alive until it expires.
    const deadline = setTimeout(() => child.kill('SIGKILL'), timeoutMs)
    let output = ''
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-OUTPUT_CHARS_MAX)
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(deadline)
      if (error.code === 'ENOENT') resolve({ outcome: 'missing' })
      else reject(error)
    })
    child.on('close', (code) => {
      clearTimeout(deadline)
      resolve({ outcome: 'ended', code, output })
    })
  })

/** True if the command exists and ends with code 0. */
export const succeeds = async (command: string, args: readonly string[], timeoutMs = 10_000): Promise<boolean> => {
  const result = await runCommand(command, args, { timeoutMs })
  return result.outcome === 'ended' && result.code === 0
}
