import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))

export type CliResult = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

type RunOptions = {
  readonly stdin?: string | Buffer
  readonly env?: Readonly<Record<string, string>>
  /** Runs while the command runs. */
  readonly during?: (child: ChildProcess, stderr: () => string) => Promise<void> | void
}

/** Runs the `landfall` command as a process of its own. */
export const runMain = async (
  args: readonly string[],
  { stdin = '', env = {}, during }: RunOptions = {},
): Promise<CliResult> => {
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, [MAIN, ...args], { env: { PATH, HOME, ...env }, stdio: 'pipe' })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  child.stdin.on('error', () => undefined) // The command may exit before it has read everything.
  child.stdin.end(stdin)
  const closed = once(child, 'close')
  await during?.(child, () => stderr)
  const [code] = await closed
  return { code, stdout, stderr }
}

/** The lines of NDJSON. */
export const parseNdjson = (text: string): readonly unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
