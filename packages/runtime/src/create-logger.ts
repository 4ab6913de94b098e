import { type Logger, type LoggerOptions, pino } from 'pino'

export type LoggerSpec = {
  readonly name: string
  readonly level?: string
  /** Receives the lines instead of stdout, for tests. */
  readonly write?: (line: string) => void
}
export type { Logger } from 'pino'

/** One JSON line per fact on stdout, with the level as a word and the time as RFC 3339, for people to read too. */
export const createLogger = ({ name, level = 'info', write }: LoggerSpec): Logger => {
  const options: LoggerOptions = {
    name,
    level,
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  }
  return write ? pino(options, { write }) : pino(options)
}
