export type TopicSpec = {
  readonly name: string
  /** Records go to these alone, also where the topic was given more: each key would be in another partition then. */
  readonly partitions: number
  /** -1: for ever. */
  readonly retentionMs: number
  /**
   * Of each partition; the oldest segments beyond it are deleted, so the disk holds at most one segment (1 GiB) more.
   * -1: without bound, for what is never deleted.
   */
  readonly retentionBytes: number
  /** `compact`: the newest record of each key is kept, for ever. */
  readonly cleanupPolicy: 'delete' | 'compact'
  /** The newest segment is neither deleted nor compacted. Absent: as the broker has it, 1 GiB. */
  readonly segmentBytes?: number
  /** Of a compacted topic: the share of it, 0 to 1, that may be older records before these are removed. */
  readonly dirtyRatioMax?: number
  readonly timestampType: 'LogAppendTime'
  readonly messageBytesMax: number
  /** How the broker stores batches, whatever the producer sent. `producer`: as they came. */
  readonly compressionType: 'producer' | 'gzip'
  /** Of a topic that can grow (`landfall topics grow`): its first generation. The name of a later one ends with its partitions. */
  readonly first?: FirstGeneration
}

/** `setting`: of the programs, for how many partitions a later generation has. */
export type FirstGeneration = TopicPartitions & { readonly setting: keyof PartitionSettings }

/** Of a topic's contract: what decides where in the log a key is. */
export type TopicPartitions = Pick<TopicSpec, 'name' | 'partitions'>

/** How many partitions those topics have that have grown. Absent: as their first generation. */
export type PartitionSettings = {
  readonly OBSERVATIONS_PARTITIONS?: number | undefined
  readonly EXERCISE_OBSERVATIONS_PARTITIONS?: number | undefined
}
