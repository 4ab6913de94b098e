/**
 * What can go wrong at the rim, as stable codes.
 *
 * - `LF_CONFIG_INVALID`   the configuration cannot be used; the message names every mistake
 * - `LF_BROKER_DOWN`      Kafka did not answer within the time allowed; whether it took the records is unknown
 * - `LF_BROKER_REFUSED`   Kafka answered with an error that trying again does not mend
 * - `LF_QUEUE_FULL`       more is waiting to be sent than the limit allows; nothing was taken
 * - `LF_RECORD_TOO_LARGE` one record is larger than the broker takes; nothing was taken
 * - `LF_STORE_DOWN`       Redis did not answer, or cannot write at present (loading, replica)
 * - `LF_STORE_FULL`       Redis has reached its memory limit
 * - `LF_STORE_REFUSED`    Redis does not let us in, or does not take the command
 * - `LF_STORE_CORRUPT`    what Redis holds is not what this program writes
 * - `LF_COMMIT_TOO_LARGE` one change of state is larger than one script may carry; nothing was written
 * - `LF_FENCED`           another instance owns the partition now
 * - `LF_OFFSET_GAP`       records between the stored offset and the log are gone, or the log is not the one we knew
 * - `LF_STALLED`          records wait in the log, and the consumer neither moves nor fails
 * - `LF_KAFKAJS_UNSUPPORTED` the kafkajs installed is not the one our patches were written for; the message says what differs
 * - `LF_CLOSED`           used after it was closed
 */
export type ErrorCode =
  | 'LF_CONFIG_INVALID'
  | 'LF_BROKER_DOWN'
  | 'LF_BROKER_REFUSED'
  | 'LF_QUEUE_FULL'
  | 'LF_RECORD_TOO_LARGE'
  | 'LF_STORE_DOWN'
  | 'LF_STORE_FULL'
  | 'LF_STORE_REFUSED'
  | 'LF_STORE_CORRUPT'
  | 'LF_COMMIT_TOO_LARGE'
  | 'LF_FENCED'
  | 'LF_OFFSET_GAP'
  | 'LF_STALLED'
  | 'LF_KAFKAJS_UNSUPPORTED'
  | 'LF_CLOSED'

type Details = { readonly retryable: boolean; readonly cause?: unknown }

/** Something this code cannot decide about. Match on `code`, never on the message. */
export class LandfallError extends Error {
  override readonly name = 'LandfallError'
  readonly code: ErrorCode
  /** Whether the same call may succeed later without anyone changing anything. */
  readonly retryable: boolean

  constructor(code: ErrorCode, doing: string, { retryable, cause }: Details) {
    super(doing, { cause })
    this.code = code
    this.retryable = retryable
  }
}

/** Narrows an unknown error to ours, and to one code when given. */
export const isLandfallError = (error: unknown, code?: ErrorCode): error is LandfallError =>
  error instanceof LandfallError && (code === undefined || error.code === code)
