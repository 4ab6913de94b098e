import type { KafkaSecuritySettings } from '@landfall/runtime'
import type { Terminal } from './create-terminal.ts'
import type { ExitCode } from './exit-code.ts'
import type { Arguments } from './read-arguments.ts'

export type OptionSpec = {
  readonly flag: string
  /** The placeholder of its value; absent for a switch. */
  readonly value?: string
  readonly help: string
}

/** The environment variables that commands read. */
export type Environment = Readonly<Partial<Record<keyof KafkaSecuritySettings, string | undefined>>> & {
  readonly LANDFALL_INGEST_URL?: string | undefined
  readonly LANDFALL_URL?: string | undefined
  readonly LANDFALL_TOKEN?: string | undefined
  readonly LANDFALL_DEBUG?: string | undefined
  readonly KAFKA_BROKERS?: string | undefined
  readonly REDIS_URL?: string | undefined
  readonly REDIS_USERNAME?: string | undefined
  readonly REDIS_PASSWORD_FILE?: string | undefined
  readonly REDIS_SENTINEL_USERNAME?: string | undefined
  readonly REDIS_SENTINEL_PASSWORD_FILE?: string | undefined
  readonly REDIS_CA_FILE?: string | undefined
  readonly REDIS_CERT_FILE?: string | undefined
  readonly REDIS_KEY_FILE?: string | undefined
  readonly TOPIC_PREFIX?: string | undefined
  readonly OBSERVATIONS_PARTITIONS?: string | undefined
  readonly EXERCISE_OBSERVATIONS_PARTITIONS?: string | undefined
  readonly AREAS?: string | undefined
  readonly TOKENS_FILE?: string | undefined
  readonly NO_COLOR?: string | undefined
}

export type Invocation = {
  readonly args: Arguments
  readonly terminal: Terminal
  readonly env: Environment
  /** Aborted by Ctrl-C and SIGTERM, with an Interruption as its reason. */
  readonly signal: AbortSignal
  readonly stdin: NodeJS.ReadStream
  /** All of them, for a command that describes the others. */
  readonly commands: readonly CommandEntry[]
}

export type CommandDefinition = {
  /** In commander’s notation: `<FILE>` is required, `[ID]` optional. */
  readonly operands?: string
  /** What an operand can be, where that is one of a few words: for completions. */
  readonly operandWords?: readonly string[]
  /** Replaces the generated usage (`[options] <FILE>`) where that does not say enough. */
  readonly usage?: string
  readonly options: readonly OptionSpec[]
  /** Paragraphs below the options. */
  readonly details?: string
  readonly examples: readonly { readonly line: string; readonly description: string }[]
  readonly run: (invocation: Invocation) => Promise<ExitCode>
}

/** A command as the overview lists it. The rest is loaded when it is called, so that each starts quickly. */
export type CommandEntry = {
  /** One word, or two: `areas check`. */
  readonly name: string
  readonly summary: string
  readonly load: () => Promise<CommandDefinition>
}
