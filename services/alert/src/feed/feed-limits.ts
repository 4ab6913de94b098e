/** Limits of the feed; per instance unless a comment says otherwise. */
export const FEED_LIMITS = {
  clientsMax: 20_000,
  /** Of these, reserved for operators: no crowd of subscribers may lock them out. */
  operatorsReserved: 1_000,
  /** From one address, or one IPv6 /64, so that no address can take all places. */
  clientsPerAddressMax: 2_048,
  /** Per client: unread bytes above which it is disconnected. Twice the largest alert, so that none makes a slow reader by itself. */
  waitingBytesMax: 4 * 1_048_576,
  /** Per client that is catching up: unread bytes above which sending pauses. */
  catchUpBytesMax: 256 * 1_024,
  /** How long a client that is catching up may read nothing. */
  catchUpStallMsMax: 30_000,
  subscribeMsMax: 10_000,
  clientFrameBytesMax: 16 * 1_024,
  heartbeatMs: 10_000,
  pingMs: 25_000,
  /** Per client: pings between two of ours, since each makes us answer. */
  clientPingsMax: 100,
  /** How long a resume waits for this instance to read up to the client's cursor. */
  behindMsMax: 5_000,
  /** How long a socket may take to close after we closed it. */
  closeMsMax: 5_000,
  /** Reconnects of clients that we sent away are spread over this. */
  reconnectSpreadMs: 5_000,
} as const
export type FeedLimits = { readonly [Name in keyof typeof FEED_LIMITS]: number }
