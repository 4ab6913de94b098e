/** One record as a way in hands it over: a value still to be judged, or what could not even be read. */
export type Incoming =
  | {
      readonly kind: 'value'
      readonly value: unknown
      /** As it came. Absent: the value written as JSON is near enough. */
      readonly text?: string
    }
  | {
      readonly kind: 'unreadable'
      readonly text: string
      readonly code: RejectionCode
      readonly reason: string
      /** Who sent it, as far as the way in knows. */
      readonly sourceId?: string
    }

/**
 * Stable words for machines.
 *
 * - `not-json`        the record is not JSON (a line of NDJSON)
 * - `not-utf8`        the line holds bytes that are no UTF-8
 * - `too-long`        the line is longer than the limit
 * - `invalid`         a field is missing, unknown or out of its range
 * - `future`          observedAt is ahead of this service's clock
 * - `foreign-source`  the feeder may not speak for this source
 * - `not-nmea`        a sentence that is no AIS, or is damaged
 */
export type RejectionCode = 'not-json' | 'not-utf8' | 'too-long' | 'invalid' | 'future' | 'foreign-source' | 'not-nmea'

export type Rejection = { readonly code: RejectionCode; readonly field: string | null; readonly reason: string }

/** What became of one record: durable in the log, or refused (and durable in the `rejected` topic). */
export type RecordOutcome = { readonly ok: true } | { readonly ok: false; readonly rejection: Rejection }
