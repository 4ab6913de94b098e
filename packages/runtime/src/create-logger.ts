import { type Logger, pino } from 'pino'

export type LoggerSpec = { readonly name: string; readonly level?: string }
export type { Logger } from 'pino'

/** One JSON line per fact on stdout, level as a word and time as RFC 3339, so that a person can read it too. */
export const createLogger = ({ name, level = 'info' }: LoggerSpec): Logger =>
  pino({
    name,
    level,
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  })
