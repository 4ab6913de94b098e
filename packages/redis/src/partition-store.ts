/** The state of one partition as it is kept: entries by name, and the offset of the log they reflect. */
export type LoadedPartition = {
  /** The first offset not yet in the entries; null when nothing was ever stored. */
  readonly nextOffset: number | null
  readonly entries: ReadonlyMap<string, string>
}

export type Commit = {
  /** What `load`, or the last commit, left behind. */
  readonly expectedOffset: number | null
  readonly nextOffset: number
  readonly puts: ReadonlyMap<string, string>
  readonly deletes: readonly string[]
}

/**
 * Where windows live. All calls throw LF_STORE_DOWN (after a commit: whether it was applied is unknown), LF_STORE_FULL,
 * LF_STORE_REFUSED; `load` and `commit` LF_STORE_CORRUPT, `load` also LF_STATE_TOO_NEW, `commit` also LF_COMMIT_TOO_LARGE.
 */
export type PartitionStore = {
  /** Entries and offset belong together, also when another owner commits during the load. */
  readonly load: (partition: number) => Promise<LoadedPartition>
  /** All or nothing. `refused`: what is stored is not what this owner loaded or committed last, another has moved on. */
  readonly commit: (partition: number, commit: Commit) => Promise<'committed' | 'refused'>
  /** Deletes what this owner could not read (LF_STORE_CORRUPT). `refused`: it is no longer what this owner found. */
  readonly discard: (partition: number) => Promise<'discarded' | 'refused'>
}

/** One script runs alone: at these sizes it holds up a small Redis for some 100 ms. */
export const COMMIT_ENTRIES_MAX = 200_000
export const COMMIT_BYTES_MAX = 64 * 1_048_576
