export type ConsumerLimits = {
  /** Of one partition in one fetch; a single larger record is still fetched. */
  readonly partitionFetchBytesMax: number
  /** Of one fetch, all partitions together. */
  readonly fetchBytesMax: number
  /** How long the broker may wait for records; kafkajs also sleeps this long while all partitions are paused. */
  readonly fetchWaitMsMax: number
  /** Partitions in `handle` at once. */
  readonly partitionsAtOnceMax: number
  /** An instance without heartbeats for this long loses its partitions. */
  readonly sessionMsMax: number
  readonly heartbeatMs: number
  /** How often the watchdog compares positions with the log. */
  readonly stallCheckMs: number
  /** Checks in a row with records waiting and none handled that make a stall. */
  readonly stallChecksMax: number
  /** How often offsets are committed to Kafka, for lag dashboards. */
  readonly commitMs: number
}

export const CONSUMER_LIMITS: ConsumerLimits = {
  partitionFetchBytesMax: 4 * 1_048_576,
  fetchBytesMax: 16 * 1_048_576,
  fetchWaitMsMax: 100,
  partitionsAtOnceMax: 12,
  sessionMsMax: 10_000,
  heartbeatMs: 2_000,
  stallCheckMs: 15_000,
  stallChecksMax: 4,
  commitMs: 5_000,
}
