/**
 * Failures at the edges of the system, as stable codes.
 *
 * - `LF_CONFIG_INVALID`   the configuration cannot be used; the message names every mistake
 * - `LF_BROKER_DOWN`      Kafka did not answer within the time allowed; whether it took the records is unknown
 * - `LF_BROKER_REFUSED`   Kafka answered with an error that a retry cannot fix
 * - `LF_TOPICS_MISSING`   topics that somebody else creates are not there, or not open yet; the message names them
 * - `LF_TOPIC_SEALED`     a topic has grown: nobody can write to this generation of it; the message names the next
 * - `LF_PARTITIONS_CHANGED` a topic, or a stored state, has another number of partitions than the topic's contract
 * - `LF_QUEUE_FULL`       the send queue has reached its limit; nothing was accepted
 * - `LF_READERS_BUSY`     too many reads of the log are waiting; nothing was read
 * - `LF_RECORD_TOO_LARGE` one record is larger than the broker accepts; nothing was sent
 * - `LF_DISK_LOW`         a disk of Kafka is nearly full; nothing was sent
 * - `LF_STORE_DOWN`       Redis did not answer, or cannot write at present (loading, replica)
 * - `LF_STORE_FULL`       Redis has reached its memory limit
 * - `LF_STORE_REFUSED`    Redis refused the credentials or the command
 * - `LF_STORE_CORRUPT`    Redis holds something that this program does not write
 * - `LF_STATE_TOO_NEW`    a newer version of this program has written what is stored; it is left as it is
 * - `LF_COMMIT_TOO_LARGE` one change of state is too large for one script; nothing was written
 * - `LF_FENCED`           another instance owns the partition now: a store refused a commit, or Kafka a producer's epoch. The
 *   consumer closes the partition until its group assigns it again (`giveUp` in kafka's create-assignment.ts)
 * - `LF_OFFSET_GAP`       records after the stored offset are gone, or the log is another one
 * - `LF_TOPIC_IN_USE`    a topic that is to be restored is not empty, or something else writes to it
 * - `LF_STALLED`          records wait in the log, and the consumer neither advances nor fails
 * - `LF_KAFKAJS_UNSUPPORTED` the kafkajs installed is not the one our patches were written for; the message says what differs
 * - `LF_CLOSED`           used after it was closed
 */
export type ErrorCode =
  | 'LF_CONFIG_INVALID'
  | 'LF_BROKER_DOWN'
  | 'LF_BROKER_REFUSED'
  | 'LF_TOPICS_MISSING'
  | 'LF_TOPIC_SEALED'
  | 'LF_PARTITIONS_CHANGED'
  | 'LF_QUEUE_FULL'
  | 'LF_READERS_BUSY'
  | 'LF_RECORD_TOO_LARGE'
  | 'LF_DISK_LOW'
  | 'LF_STORE_DOWN'
  | 'LF_STORE_FULL'
  | 'LF_STORE_REFUSED'
  | 'LF_STORE_CORRUPT'
  | 'LF_STATE_TOO_NEW'
  | 'LF_COMMIT_TOO_LARGE'
  | 'LF_FENCED'
  | 'LF_OFFSET_GAP'
  | 'LF_TOPIC_IN_USE'
  | 'LF_STALLED'
  | 'LF_KAFKAJS_UNSUPPORTED'
  | 'LF_CLOSED'

type Details = { readonly retryable: boolean; readonly cause?: unknown }

/** A failure for the caller to decide about. Match on `code`, never on the message. */
export class LandfallError extends Error {
  override readonly name = 'LandfallError'
  readonly code: ErrorCode
  /** Whether the same call may succeed later without any change. */
  readonly retryable: boolean

  constructor(code: ErrorCode, doing: string, { retryable, cause }: Details) {
    super(doing, { cause })
    this.code = code
    this.retryable = retryable
  }
}

/** Narrows an unknown error to ours, and to one code if given. */
export const isLandfallError = (error: unknown, code?: ErrorCode): error is LandfallError =>
  error instanceof LandfallError && (code === undefined || error.code === code)
