/** The levels that are shown, as the logger of packages/runtime names them. */
const LEVELS: Readonly<Record<string, string>> = { warn: 'warning', error: 'error', fatal: 'fatal' }
const NOT_SHOWN = new Set(['level', 'time', 'pid', 'hostname', 'name', 'msg', 'event', 'err'])
const SHOWN_CHARS_MAX = 500

/**
 * A line of a service's log (pino's JSON) as a person reads it; null when it is below a warning. What is not JSON is
 * shown as it is if it came on the error stream: a stack trace, or a message meant for a person.
 */
export const readLogLine = (line: string, isErrorStream: boolean): string | null => {
  const entry = parseEntry(line)
  if (entry === null) return isErrorStream && line.trim() !== '' ? line.slice(0, SHOWN_CHARS_MAX) : null
  const level = LEVELS[String(entry.level)]
  if (level === undefined) return null
  const what = [entry.event, entry.msg].filter((text) => typeof text === 'string' && text !== '').join(': ')
  const facts = Object.entries(entry).filter(([name]) => !NOT_SHOWN.has(name))
  const words = [
    level,
    what,
    ...facts.map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`),
    errorMessage(entry),
  ]
  return words
    .filter((word) => word !== '')
    .join(' ')
    .slice(0, SHOWN_CHARS_MAX)
}

type Entry = { readonly level?: unknown; readonly event?: unknown; readonly msg?: unknown; readonly err?: unknown }

const parseEntry = (line: string): Entry | null => {
  if (!line.startsWith('{')) return null
  try {
    return JSON.parse(line) as Entry
  } catch {
    return null
  }
}

/** Without a message of its own pino repeats the error's: show it once. */
const errorMessage = ({ err, msg }: Entry): string => {
  const message = typeof err === 'object' && err !== null && 'message' in err ? String(err.message) : ''
  return message === '' || (msg && message.startsWith(String(msg))) ? '' : `(${message})`
}
