/** What a stage writes whose size depends on what was observed. */
export type BoundedKind = 'alert' | 'arrivals' | 'rejected'

/** `bytes`: null where the record could not be written at all. */
export type OnTooLargeRecord = (kind: BoundedKind, key: string, bytes: number | null) => void

type JsonBound<Message> = {
  readonly bytesMax: number
  /** What is written where the whole is too large. */
  readonly summarise: (message: Message) => Message
  /** As `JSON.stringify`, which it is where nothing is given. */
  readonly write?: (message: Message) => string
  /** `bytes`: of the whole; null where it could not be written at all. */
  readonly onTooLarge: (bytes: number | null) => void
}

/** A UTF-16 unit takes at most three bytes of UTF-8. */
const UNIT_BYTES_MAX = 3

/**
 * The message as JSON or, where that is larger than it may be, its summary. It depends on the message alone, not on what a
 * broker answers: a repeat writes the same.
 */
export const boundedJson = <Message>(message: Message, bound: JsonBound<Message>): string => {
  const { bytesMax, summarise, write = JSON.stringify, onTooLarge } = bound
  const text = orNull(() => write(message))
  if (text !== null && text.length * UNIT_BYTES_MAX <= bytesMax) return text
  const bytes = text === null ? null : Buffer.byteLength(text)
  if (text !== null && bytes !== null && bytes <= bytesMax) return text
  onTooLarge(bytes)
  return JSON.stringify(summarise(message))
}

/** Null where it is longer than a text can be (a RangeError, `Invalid string length`). */
const orNull = (write: () => string): string | null => {
  try {
    return write()
  } catch (err) {
    if (err instanceof RangeError) return null
    throw err
  }
}
