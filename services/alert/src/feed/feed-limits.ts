/** Of the feed, per instance unless said otherwise. */
export const FEED_LIMITS = {
  clientsMax: 20_000,
  /** Of these, kept for operators: no crowd of subscribers may keep them out. */
  operatorsReserved: 1_000,
  /** Of one client: what it may leave unread before it is cut off. */
  waitingBytesMax: 1_048_576,
  /** Of one client while it takes a snapshot or what it missed: sending pauses above this. */
  catchUpBytesMax: 256 * 1_024,
  /** How long a client may make no progress while it catches up. */
  catchUpStallMsMax: 30_000,
  subscribeMsMax: 10_000,
  clientFrameBytesMax: 16 * 1_024,
  heartbeatMs: 10_000,
  pingMs: 25_000,
  /** Pings that one client may send between two of ours: each makes us answer. */
  clientPingsMax: 100,
  /** How long this instance may be behind a client's cursor before it says so. */
  behindMsMax: 5_000,
  /** After a close of ours, how long the socket may take to go. */
  closeMsMax: 5_000,
  /** Clients told to come back are spread over this long. */
  reconnectSpreadMs: 5_000,
} as const
export type FeedLimits = { readonly [Name in keyof typeof FEED_LIMITS]: number }
