import { PassThrough } from 'node:stream'
import type { Environment } from '../command-line/command-definition.ts'
import { runCommandLine } from '../command-line/run-command-line.ts'
import { commands } from '../commands/commands.ts'
import type { CliResult } from './run-main.ts'

/** Runs the command in this process, for tests that do not depend on a process of its own. */
export const runInProcess = async (args: readonly string[], env: Environment = {}): Promise<CliResult> => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const code = await runCommandLine(args, {
    commands,
    version: '0.0.0',
    env,
    signal: new AbortController().signal,
    stdin: process.stdin,
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
  })
  return { code, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') }
}
