import { styleText } from 'node:util'
import { Command, Option } from 'commander'
import type { CommandDefinition, CommandEntry, OptionSpec } from './command-definition.ts'
import { UsageError } from './command-error.ts'
import { type Arguments, readArguments } from './read-arguments.ts'

export type ProgramSpec = {
  readonly argv: readonly string[]
  readonly commands: readonly CommandEntry[]
  readonly version: string
  readonly writeOut: (text: string) => void
  readonly writeError: (text: string) => void
  readonly hasColors: boolean
  readonly run: (command: CommandDefinition, args: Arguments) => Promise<void>
}

const WIDTH = 100

const bold = (text: string): string => styleText('bold', text, { validateStream: false })

/** The whole command line. What a command takes is loaded when it is called, so that each starts quickly. */
export const buildProgram = (spec: ProgramSpec): Command => {
  const program = new Command('landfall')
    .description('Feeds, watches and looks after a Landfall system.')
    .usage('COMMAND [options]')
    .version(`landfall ${spec.version}`, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .addHelpText('after', OVERVIEW)
    .configureHelp({ visibleCommands: leavesOf, subcommandTerm: fullName, styleTitle: bold })
    .configureOutput({
      writeOut: spec.writeOut,
      writeErr: spec.writeError,
      outputError: () => undefined, // Left to the caller, which gets the error.
      getOutHelpWidth: () => WIDTH,
      getErrHelpWidth: () => WIDTH,
      getOutHasColors: () => spec.hasColors,
      getErrHasColors: () => false,
    })
    .exitOverride()
    .enablePositionalOptions() // `ack ID --version 3` is the option of ack.
  const loaders = new Map<Command, () => Promise<void>>()
  const load = (_parent: Command, command: Command) => loaders.get(command)?.()
  const childOf = (parent: Command, word: string): Command =>
    parent.commands.find((command) => command.name() === word) ??
    parent.command(word).helpCommand(false).hook('preSubcommand', load)
  program.hook('preSubcommand', load)
  for (const entry of spec.commands) {
    const leaf = entry.name.split(' ').reduce(childOf, program)
    leaf.summary(entry.summary).description(`${entry.summary.charAt(0).toUpperCase()}${entry.summary.slice(1)}.`)
    loaders.set(leaf, async () => define(leaf, await entry.load(), spec))
  }
  return program
}

/** The overview lists `areas check` beside the other commands, not behind `areas`. */
const leavesOf = (command: Command): Command[] =>
  command.commands.flatMap((inner) => (inner.commands.length === 0 ? [inner] : leavesOf(inner)))

const fullName = (command: Command): string =>
  command.parent?.parent ? `${command.parent.name()} ${command.name()}` : command.name()

const WRONG_OPERANDS: ReadonlySet<string> = new Set(['commander.missingArgument', 'commander.excessArguments'])

const define = (leaf: Command, definition: CommandDefinition, { argv, run }: ProgramSpec): void => {
  const { usage, operands, options, details, examples } = definition
  if (operands !== undefined) leaf.arguments(operands)
  if (usage !== undefined) leaf.usage(usage)
  leaf.exitOverride((error) => {
    if (!WRONG_OPERANDS.has(error.code)) throw error
    throw new UsageError(error.message.replace(/^error: /, ''), {
      hint: `usage: landfall ${fullName(leaf)} ${leaf.usage()}`,
    })
  })
  for (const option of options) leaf.addOption(createOption(option, argv))
  if (details !== undefined) leaf.addHelpText('after', `\n${details}`)
  const shown = examples.map(({ line, description }) => `  # ${description}\n  ${line}`)
  leaf.addHelpText('after', `\n${bold('Examples:')}\n${shown.join('\n\n')}`)
  leaf.action(async () => {
    const given = leaf.options.flatMap((option) => {
      const value: unknown = leaf.getOptionValue(option.attributeName())
      return value === undefined ? [] : [[option.name(), Array.isArray(value) ? value : []] as const]
    })
    await run(definition, readArguments(leaf.args, new Map(given)))
  })
}

/** A flag that is repeated keeps all its values. */
const createOption = ({ flag, value: valueName, help }: OptionSpec, argv: readonly string[]): Option => {
  if (valueName === undefined) return new Option(`--${flag}`, help)
  return new Option(`--${flag} <${valueName}>`, help).argParser((value, before?: readonly string[]) => {
    // Where another option follows, the value was left out.
    const isForgotten = /^-[^\d.]/.test(value) && !argv.includes(`--${flag}=${value}`)
    if (isForgotten) throw new UsageError(`--${flag} needs a value: --${flag} ${valueName}`)
    return [...(before ?? []), value]
  })
}

const OVERVIEW = `
${bold('Environment:')}
  LANDFALL_INGEST_URL  where observations go [http://127.0.0.1:3001]
  LANDFALL_URL         the alert service [http://127.0.0.1:3000]
  LANDFALL_TOKEN       bearer token, where the services ask for one
  KAFKA_BROKERS        host:port, comma separated [127.0.0.1:9092]
  KAFKA_SECURITY_…     and KAFKA_SSL_…, KAFKA_SASL_…: how it is secured (docs/operating.md)
  REDIS_URL            the state that inspect looks into [redis://127.0.0.1:6379]; also
                       REDIS_USERNAME, REDIS_PASSWORD_FILE, … as windowing has them
  TOPIC_PREFIX         sets one system apart from another [landfall]
  NO_COLOR             when set: no colours

${bold('Examples:')}
  landfall simulate inbound
  landfall watch
  landfall replay recording.csv.gz --speed max

landfall COMMAND --help says more about a command.`
