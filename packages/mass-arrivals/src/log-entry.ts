/** A record of a Kafka log, as far as the domain looks at it. */
export type LogEntry = {
  readonly offset: number
  /** LogAppendTime. */
  readonly timestampMs: number
  readonly key: string | null
  /** As text, or as whatever gives the text when asked: the bytes as they came. */
  readonly value: string | { toString(): string } | null
}
