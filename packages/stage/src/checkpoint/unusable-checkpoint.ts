import type { StateCheckpoint } from './find-checkpoint.ts'

/** Why a checkpoint is of no use. */
export type UnusableCheckpoint =
  /** Parts of one, or a format that this version does not know. */
  | 'torn'
  | 'newer-format'
  | 'other-rules'
  | 'other-configuration'
  /** The topic was deleted and made again. */
  | 'other-log'
  | 'other-partitions'
  /** So was one that it had emitted to. */
  | 'other-outputs'
  /** What came after it is no longer in the log, or the log ends before it. */
  | 'offset-gap'
  | 'unreadable'

export type CheckpointRestored = Pick<StateCheckpoint, 'nextOffset' | 'writtenAtMs'> & {
  readonly entries: number
  /** Where the log ended: the records up to here are yet to be folded. */
  readonly endOffset: number
}
