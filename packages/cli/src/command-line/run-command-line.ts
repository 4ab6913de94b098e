import { type Command, CommanderError } from 'commander'
import { buildProgram } from './build-program.ts'
import type { CommandEntry, Environment } from './command-definition.ts'
import { CommandError, Interruption } from './command-error.ts'
import { createTerminal, type Terminal } from './create-terminal.ts'
import { EXIT, type ExitCode } from './exit-code.ts'

export type CliContext = {
  readonly commands: readonly CommandEntry[]
  readonly version: string
  readonly env: Environment
  readonly signal: AbortSignal
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
}

/** Runs one command line and returns its exit code; it never throws. */
export const runCommandLine = async (argv: readonly string[], context: CliContext): Promise<ExitCode> => {
  const { commands, version, env, signal, stdin, stdout, stderr } = context
  const terminal = createTerminal(stdout, stderr)
  let exitCode: ExitCode = EXIT.ok
  const program = buildProgram({
    argv,
    commands,
    version,
    hasColors: stdout.isTTY && env.NO_COLOR === undefined,
    writeOut: (text) => stdout.write(text),
    writeError: (text) => stderr.write(text),
    run: async (command, args) => {
      exitCode = await command.run({ args, terminal, env, signal, stdin, commands })
    },
  })
  try {
    await program.parseAsync(argv[0] === 'help' ? helpFor(program, argv.slice(1)) : argv, { from: 'user' })
    terminal.progress(null)
    return exitCode
  } catch (error) {
    terminal.progress(null)
    return explain(error, terminal, context)
  }
}

/** `help COMMAND` is `COMMAND --help`, which loads the command first. */
const helpFor = (program: Command, words: readonly string[]): readonly string[] => {
  const [first] = words
  const isKnown = first === undefined || program.commands.some((command) => command.name() === first)
  return isKnown ? [...words, '--help'] : words
}

type Coded = Error & { readonly code: string; readonly retryable: boolean }

/** Detects a LandfallError by name: importing the class would load what only the services need. */
const isCoded = (error: unknown): error is Coded => error instanceof Error && error.name === 'LandfallError'

const explain = (error: unknown, terminal: Terminal, { signal, env }: CliContext): ExitCode => {
  // Whatever an interrupted command failed on, the interruption is the cause.
  if (signal.aborted && signal.reason instanceof Interruption) return signal.reason.exitCode
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.ok // Help or the version was asked for.
    // Without a command the overview is shown, which says enough.
    if (error.code !== 'commander.help')
      terminal.say(error.message.replace(/^error:/, 'landfall:').replace('\n', '\n  '))
    return EXIT.usage
  }
  if (error instanceof CommandError) {
    terminal.say(`landfall: ${error.message}`)
    if (error.hint !== undefined) terminal.say(`  ${error.hint}`)
    return error.exitCode
  }
  if (isCoded(error)) {
    terminal.say(`landfall: ${error.message} (${error.code})`)
    return error.retryable ? EXIT.unavailable : EXIT.data
  }
  const stack = error instanceof Error ? error.stack : String(error)
  terminal.say(`landfall: this should not have happened: ${env.LANDFALL_DEBUG === undefined ? String(error) : stack}`)
  terminal.say('  LANDFALL_DEBUG=1 shows where')
  return EXIT.internal
}
