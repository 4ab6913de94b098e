/** A record of a Kafka log, as far as the domain looks at it. */
export type LogEntry = {
  readonly offset: number
  /** LogAppendTime. */
  readonly timestampMs: number
  readonly key: string | null
  /** As text, or as whatever gives the text when asked: the bytes as they came. */
  readonly value: string | { toString(): string } | null
}

/** Consecutive records of one partition, cut anywhere. */
export type LogBatch = {
  readonly entries: readonly LogEntry[]
  /** One past the batch; offsets have holes. */
  readonly nextOffset: number
  /** One past the newest record of the partition when the batch was fetched. */
  readonly highWatermark: number
}

/** What a batch changed in the keyed state of its partition. */
export type StateChange = { readonly puts: ReadonlyMap<string, string>; readonly deletes: readonly string[] }
