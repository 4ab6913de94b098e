import type { CommandEntry, OptionSpec } from '../command-line/command-definition.ts'

/** A command as completions need it. */
export type CommandWords = {
  /** `areas check` */
  readonly name: string
  readonly summary: string
  readonly options: readonly OptionSpec[]
  readonly operandWords: readonly string[]
}

/** What every command takes, and what it says of itself: the completions are made of the same definitions as the help. */
export const commandWords = (commands: readonly CommandEntry[]): Promise<readonly CommandWords[]> =>
  Promise.all(
    commands.map(async ({ name, summary, load }) => {
      const { options, operandWords = [] } = await load()
      return { name, summary, options, operandWords }
    }),
  )
