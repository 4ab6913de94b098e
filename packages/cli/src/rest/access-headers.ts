import { readFile } from 'node:fs/promises'
import type { Invocation } from '../command-line/command-definition.ts'
import { CommandError } from '../command-line/command-error.ts'
import { EXIT } from '../command-line/exit-code.ts'
import type { AskSpec } from './ask-service.ts'

/** The token comes from the environment or a file, never from an argument, which every user of the machine can read. */
export const accessHeaders = async ({ args, env }: Invocation): Promise<Readonly<Record<string, string>>> => {
  const file = args.text('token-file')
  const token = file === undefined ? env.LANDFALL_TOKEN : await readToken(file)
  return token === undefined || token === '' ? {} : { authorization: `Bearer ${token}` }
}

/** What every request to a service takes. */
export const askSpec = async (invocation: Invocation): Promise<AskSpec> => ({
  headers: await accessHeaders(invocation),
  signal: invocation.signal,
})

const readToken = async (file: string): Promise<string> => {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (cause) {
    throw new CommandError(EXIT.noInput, `--token-file ${file}: cannot be read`, {
      cause,
      hint: 'is there such a file, and may it be read?',
    })
  }
}
