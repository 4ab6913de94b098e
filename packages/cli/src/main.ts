#!/usr/bin/env node
import './command-line/older-node.ts'
import packageJson from '../package.json' with { type: 'json' }
import { Interruption } from './command-line/command-error.ts'
import { EXIT } from './command-line/exit-code.ts'
import { runCommandLine } from './command-line/run-command-line.ts'
import { commands } from './commands/commands.ts'

const { stdin, stdout, stderr, env } = process
const controller = new AbortController()

/** The first signal lets the command finish what it must; a second one exits at once. */
const interrupt = (exitCode: typeof EXIT.interrupted | typeof EXIT.terminated) => (): void => {
  if (controller.signal.aborted) process.exit(exitCode)
  controller.abort(new Interruption(exitCode, 'interrupted'))
}
process.on('SIGINT', interrupt(EXIT.interrupted)).on('SIGTERM', interrupt(EXIT.terminated))

// A reader that stops reading (`landfall watch | head`) is no error.
stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.output))
stderr.on('error', () => undefined)

const { signal } = controller
const context = { commands, version: packageJson.version, env, signal, stdin, stdout, stderr }
process.exitCode = await runCommandLine(process.argv.slice(2), context)
