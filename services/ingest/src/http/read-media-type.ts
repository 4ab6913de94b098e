import { Refused } from './refused.ts'

const LINES: ReadonlySet<string> = new Set([
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/x-jsonlines',
])

/**
 * The body's form according to its content type; without one the body decides. Throws Refused for all others, and must keep
 * refusing the three that a web page may send anywhere without asking (text/plain, form-urlencoded, multipart).
 */
export const readMediaType = (contentType: string | undefined): 'lines' | 'any' => {
  if (contentType === undefined) return 'any'
  const [type = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  if (parameters.some((parameter) => /^charset=(?!"?utf-?8"?$)/.test(parameter)))
    throw unsupported(`Content-Type ${contentType}: JSON is UTF-8`)
  if (type === 'application/json') return 'any'
  if (LINES.has(type)) return 'lines'
  throw unsupported(
    `Content-Type ${contentType.slice(0, 80)}: send application/json (one record or an array) or application/x-ndjson (a record a line)`,
  )
}

/** True for gzip, false for a body as it is. */
export const readContentEncoding = (contentEncoding: string | undefined): boolean => {
  const encoding = contentEncoding?.trim().toLowerCase() ?? 'identity'
  if (encoding === 'gzip' || encoding === 'x-gzip') return true
  if (encoding === 'identity' || encoding === '') return false
  throw unsupported(`Content-Encoding ${contentEncoding?.slice(0, 80)}: send gzip or nothing`)
}

const unsupported = (message: string): Refused => new Refused(415, 'unsupported-media-type', message)
