export type ConsumerLimits = {
  /** Fetched of one partition at a time; a single larger record still comes. */
  readonly partitionFetchBytesMax: number
  /** Fetched at a time over all partitions. */
  readonly fetchBytesMax: number
  /** How long the broker may wait for records; also how long a paused consumer sleeps. */
  readonly fetchWaitMsMax: number
  /** How many partitions may be in `handle` at once. */
  readonly partitionsAtOnceMax: number
  /** An instance unheard of for this long loses its partitions. */
  readonly sessionMsMax: number
  readonly heartbeatMs: number
  /** How often the watchdog compares positions with the log. */
  readonly stallCheckMs: number
  /** So many checks in a row with records waiting and none handled are a stall. */
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
