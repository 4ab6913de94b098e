/** An empty value is no record any more. */
export type CheckpointRecord = { readonly offset: number; readonly timestampMs: number; readonly value: Buffer }

/** The newest record of each key, of one partition of a stage. */
export type CheckpointRecords = ReadonlyMap<string, CheckpointRecord>

export type CheckpointAppender = {
  /** Resolves when the record is durable. Rejects with LF_FENCED once another writer was opened. */
  readonly append: (key: string, value: string | Buffer) => Promise<void>
  readonly close: () => Promise<void>
}

/** Where the checkpoints of one partition of a stage are: a compacted log. */
export type CheckpointLog = {
  readonly read: () => Promise<CheckpointRecords>
  /** Fences off whoever opened one before: what is read from then on is all that they wrote. */
  readonly openAppender: () => Promise<CheckpointAppender>
}
