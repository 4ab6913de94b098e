import { EXIT, type ExitCode } from './exit-code.ts'

type Details = { readonly hint?: string; readonly cause?: unknown }

/** Something the user can do something about: told plainly, without a stack. */
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

/** A mistake in the command line; the message names the flag and the value. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError'

  constructor(message: string, details: Details = {}) {
    super(EXIT.usage, message, details)
  }
}

/** Ctrl-C or SIGTERM: the reason of the signal that every command gets. */
export class Interruption extends CommandError {
  override readonly name = 'Interruption'
}
