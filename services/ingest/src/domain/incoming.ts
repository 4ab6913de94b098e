/** One record as an input (HTTP, NMEA) hands it over: a value still to be validated, or text that could not be read. */
export type Incoming =
  | {
      readonly kind: 'value'
      readonly value: unknown
      /** As received. Absent if the value written as JSON is near enough. */
      readonly text?: string
    }
  | {
      readonly kind: 'unreadable'
      readonly text: string
      readonly code: RejectionCode
      readonly reason: string
      /** The source that sent it, if the input knows it. */
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
 * - `foreign-source`  the feeder may not write as this source
 * - `not-nmea`        a sentence that is no AIS, or is damaged
 * - `quota`           a craft or a source id that is new, beyond what the feeder may bring in an hour: send it again later
 */
export type RejectionCode =
  | 'not-json'
  | 'not-utf8'
  | 'too-long'
  | 'invalid'
  | 'future'
  | 'foreign-source'
  | 'not-nmea'
  | 'quota'

export type Rejection = { readonly code: RejectionCode; readonly field: string | null; readonly reason: string }

/** The outcome of one record: durable in the log, or refused (and durable in the `rejected` topic). */
export type RecordOutcome = { readonly ok: true } | { readonly ok: false; readonly rejection: Rejection }
