import { readFile } from 'node:fs/promises'
import type { Invocation, OptionSpec } from '../command-line/command-definition.ts'
import { CommandError, UsageError } from '../command-line/command-error.ts'
import { EXIT } from '../command-line/exit-code.ts'

export const INGEST_URL: OptionSpec = {
  flag: 'url',
  value: 'URL',
  help: 'the ingest service [LANDFALL_INGEST_URL, else http://127.0.0.1:3001]',
}
export const ALERT_URL: OptionSpec = {
  flag: 'url',
  value: 'URL',
  help: 'the alert service [LANDFALL_URL, else http://127.0.0.1:3000]',
}
export const TOKEN_FILE: OptionSpec = {
  flag: 'token-file',
  value: 'FILE',
  help: 'file with the bearer token [LANDFALL_TOKEN, else none]',
}
export const BROKERS: OptionSpec = {
  flag: 'brokers',
  value: 'HOST:PORT,…',
  help: 'of Kafka [KAFKA_BROKERS, else 127.0.0.1:9092]',
}
export const PREFIX: OptionSpec = {
  flag: 'prefix',
  value: 'NAME',
  help: 'the system’s topics [TOPIC_PREFIX, else landfall]',
}
export const JSON_OUT: OptionSpec = { flag: 'json', help: 'for programs: JSON on stdout' }

export const ingestUrl = ({ args, env }: Invocation): string =>
  readUrl(args.text('url'), '--url', env.LANDFALL_INGEST_URL, 'LANDFALL_INGEST_URL', 'http://127.0.0.1:3001')

export const alertUrl = ({ args, env }: Invocation): string =>
  readUrl(args.text('url'), '--url', env.LANDFALL_URL, 'LANDFALL_URL', 'http://127.0.0.1:3000')

const readUrl = (
  flagValue: string | undefined,
  flag: string,
  variableValue: string | undefined,
  variable: string,
  fallback: string,
): string => {
  const [name, given] = flagValue !== undefined ? [flag, flagValue] : [variable, variableValue ?? fallback]
  const url = URL.parse(given)
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href
  throw new UsageError(`${name} ${given}: must be an http or https address, as ${fallback}`)
}

/** The token comes from the environment or a file, never from an argument, which every user of the machine can read. */
export const accessHeaders = async ({ args, env }: Invocation): Promise<Readonly<Record<string, string>>> => {
  const file = args.text('token-file')
  const token = file === undefined ? env.LANDFALL_TOKEN : await readToken(file)
  return token === undefined || token === '' ? {} : { authorization: `Bearer ${token}` }
}

const readToken = async (file: string): Promise<string> => {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (cause) {
    throw new CommandError(EXIT.noInput, `--token-file ${file}: cannot be read`, { cause })
  }
}
