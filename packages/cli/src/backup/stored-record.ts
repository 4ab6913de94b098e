import { type ParsedJson, parseJson } from '@landfall/contracts'
import type { LogRecord } from '@landfall/kafka'
import { z } from 'zod'

/** Not a record of zod, which drops a header named `__proto__`. */
const Headers = z.custom<Readonly<Record<string, string>>>(
  (given) =>
    typeof given === 'object' &&
    given !== null &&
    !Array.isArray(given) &&
    Object.values(given).every((value) => typeof value === 'string'),
  'must be texts by name',
)

const Stored = z.object({
  offset: z.int().nonnegative(),
  /** When the broker appended it, in milliseconds since 1970. */
  timestampMs: z.int().positive(),
  key: z.string().nullable(),
  headers: Headers,
  /** As text where it is UTF-8. */
  value: z.string().nullable().optional(),
  valueBase64: z.base64().optional(),
})

const format = ({ offset, timestampMs, key, headers, value }: LogRecord): string => {
  const text = value?.toString() ?? null
  const isText = value === null || Buffer.from(text ?? '').equals(value)
  const stored: z.infer<typeof Stored> = {
    offset,
    timestampMs,
    key,
    headers,
    ...(isText ? { value: text } : { valueBase64: value.toString('base64') }),
  }
  return JSON.stringify(stored)
}

const parse = (partition: number, line: string): ParsedJson<LogRecord> => {
  const parsed = parseJson(Stored, line)
  if (!parsed.ok) return parsed
  const { value, valueBase64, ...rest } = parsed.value
  if (value === undefined && valueBase64 === undefined) return { ok: false, reason: 'neither value nor valueBase64' }
  const text = value === undefined || value === null ? null : Buffer.from(value)
  const bytes = valueBase64 === undefined ? text : Buffer.from(valueBase64, 'base64')
  return { ok: true, value: { partition, ...rest, value: bytes } }
}

/** A record as a line of JSON, from which it can be made again byte for byte. */
export const storedRecord = { format, parse }
