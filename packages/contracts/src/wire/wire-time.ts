import { z } from 'zod'

const RFC3339_UTC = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?Z$/

/** Milliseconds since 1970 of an RFC 3339 time in UTC, or NaN. Truncated to a millisecond. */
export const parseWireTime = (text: string): number => {
  const parts = RFC3339_UTC.exec(text)
  if (parts === null) return Number.NaN
  const timeMs = Date.parse(text)
  // Date.parse turns 31 February into March; a day that changed does not exist.
  return new Date(timeMs).getUTCDate() === Number(parts[3]) ? Math.floor(timeMs) : Number.NaN
}

/** The only form in which times are written: `2026-11-23T09:30:00.000Z`. */
export const formatWireTime = (timeMs: number): string => new Date(timeMs).toISOString()

/** A time as feeders send it: RFC 3339 in UTC (`Z`), fractions of a second optional; normalised to milliseconds. */
export const WireTime = z
  .string()
  .meta({ format: 'date-time' })
  .transform((text, context) => {
    const timeMs = parseWireTime(text)
    if (!Number.isNaN(timeMs)) return formatWireTime(timeMs)
    context.issues.push({
      code: 'custom',
      input: text,
      message: 'must be an RFC 3339 time in UTC, as 2026-11-23T09:30:00.000Z',
    })
    return z.NEVER
  })

/** A time as we write it. */
export const WrittenTime = z.string().meta({ format: 'date-time' })
