import { type Logger, type LoggerOptions, pino } from 'pino'

export type LoggerSpec = {
  readonly name: string
  readonly level?: string
  /** Where lines go instead of stdout, for tests. */
  readonly write?: (line: string) => void
}
export type { Logger } from 'pino'

/** One JSON line per fact on stdout, level as a word and time as RFC 3339, so that a person can read it too. */
export const createLogger = ({ name, level = 'info', write }: LoggerSpec): Logger => {
  const options: LoggerOptions = {
    name,
    level,
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  }
  return write ? pino(options, { write }) : pino(options)
}
