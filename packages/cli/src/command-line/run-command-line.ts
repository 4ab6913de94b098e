import { type CommandDefinition, type CommandEntry, type Environment, HELP } from './command.ts'
import { CommandError, Interruption, UsageError } from './command-error.ts'
import { bold, commandHelp, overview, plain } from './command-help.ts'
import { createTerminal, type Terminal } from './create-terminal.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { nearestWord } from './nearest-word.ts'
import { parseArguments } from './parse-arguments.ts'

export type CliContext = {
  readonly commands: readonly CommandEntry[]
  readonly version: string
  readonly env: Environment
  readonly signal: AbortSignal
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
}

/** Runs one command line and gives its exit code; it never throws. */
export const runCommandLine = async (argv: readonly string[], context: CliContext): Promise<ExitCode> => {
  const { stdout, stderr } = context
  const terminal = createTerminal(stdout, stderr)
  try {
    return await dispatch(argv, terminal, context)
  } catch (error) {
    terminal.progress(null)
    return explain(error, terminal, context)
  }
}

const dispatch = async (argv: readonly string[], terminal: Terminal, context: CliContext): Promise<ExitCode> => {
  const { commands, version, env, signal, stdin, stdout, stderr } = context
  const title = stdout.isTTY && env.NO_COLOR === undefined ? bold : plain
  const showHelp = async (entry: CommandEntry) => stdout.write(commandHelp(entry, await entry.load(), title))
  const [first] = argv
  if (first === undefined || first === '--help' || first === '-h') {
    const out = first === undefined ? stderr : stdout
    out.write(overview(commands, title))
    return first === undefined ? EXIT.usage : EXIT.ok
  }
  if (first === '--version' || first === '-V') {
    stdout.write(`landfall ${version}\n`)
    return EXIT.ok
  }
  if (first === 'help') {
    const about = argv.slice(1)
    if (about.length === 0) stdout.write(overview(commands, title))
    else await showHelp(find(about, commands).entry)
    return EXIT.ok
  }
  const { entry, rest } = find(argv, commands)
  if (rest.includes('--help') || rest.includes('-h')) {
    await showHelp(entry)
    return EXIT.ok
  }
  const command = await entry.load()
  const args = parseArguments(rest, [...command.options, HELP])
  checkOperands(entry.name, command, args.operands)
  const code = await command.run({ args, terminal, env, signal, stdin })
  terminal.progress(null)
  return code
}

/** Two words where there is such a command, else one. */
const find = (argv: readonly string[], commands: readonly CommandEntry[]) => {
  const [first = '', second = ''] = argv
  const two = commands.find(({ name }) => name === `${first} ${second}`)
  if (two !== undefined) return { entry: two, rest: argv.slice(2) }
  const one = commands.find(({ name }) => name === first)
  if (one !== undefined) return { entry: one, rest: argv.slice(1) }
  const family = commands.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => name)
  if (family.length > 0) throw new UsageError(`landfall ${first} is one of: ${family.join(', ')}`)
  const words = commands.map(({ name }) => name)
  const meant = nearestWord(`${first} ${second}`, words) ?? nearestWord(first, words)
  throw new UsageError(`there is no command ${JSON.stringify(first)}`, {
    hint: meant === undefined ? 'landfall --help lists the commands' : `did you mean landfall ${meant}?`,
  })
}

const checkOperands = (
  name: string,
  { usage, operands: { min, max } }: CommandDefinition,
  given: readonly string[],
): void => {
  const hint = `usage: landfall ${name} ${usage}`
  if (given.length < min) throw new UsageError('something is missing', { hint })
  const extra = given[max]
  if (extra !== undefined) throw new UsageError(`${JSON.stringify(extra)} is one too many`, { hint })
}

type Coded = Error & { readonly code: string; readonly retryable: boolean }

/** A LandfallError, told by its looks: importing the class would load what only the services need. */
const isCoded = (error: unknown): error is Coded => error instanceof Error && error.name === 'LandfallError'

const explain = (error: unknown, terminal: Terminal, { signal, env }: CliContext): ExitCode => {
  // Whatever an interrupted command stumbled over, the interruption is why.
  if (signal.aborted && signal.reason instanceof Interruption) return signal.reason.exitCode
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
