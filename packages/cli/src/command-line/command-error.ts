import { EXIT, type ExitCode } from './exit-code.ts'

type Details = { readonly hint?: string; readonly cause?: unknown }

/** A failure the user can do something about: printed without a stack. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError'
  readonly exitCode: ExitCode
  readonly hint: string | undefined

  constructor(exitCode: ExitCode, message: string, { hint, cause }: Details = {}) {
    super(message, { cause })
    this.exitCode = exitCode
    this.hint = hint
  }
}

/** A mistake in the command line. The message names the flag and the value. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError'

  constructor(message: string, details: Details = {}) {
    super(EXIT.usage, message, details)
  }
}

/** Ctrl-C or SIGTERM: the reason with which every command’s signal aborts. */
export class Interruption extends CommandError {
  override readonly name = 'Interruption'
}
