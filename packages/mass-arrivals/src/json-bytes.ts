/**
 * How many bytes of UTF-8 the parts of a record take in JSON at most, whatever was observed. By UTF-16 unit: six where a control
 * character is escaped, three where anything printable is allowed, two in ASCII, where quotes and backslashes are escaped.
 */
export const JSON_BYTES = {
  craftId: 64 * 2,
  /** A name, call sign, flag or type of ship. */
  label: 120 * 6,
  /** `source.id/observationId`. */
  recordKey: (128 + 64) * 3 + 1,
  /** A report as evidence: its id and source, and with field names, times, the method and three intervals. */
  report: (128 + 64) * 3 + 500,
} as const

/** How many bytes of UTF-8 the value takes as JSON. */
export const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))
