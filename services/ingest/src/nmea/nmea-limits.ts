import type { BackoffSpec } from '@landfall/runtime'

/** The limits of NMEA, for each source. */
export type NmeaLimits = {
  /** Read and not yet in Kafka; beyond it TCP is no longer read, and UDP is dropped. */
  readonly inboxBytesMax: number
  /** Taken from the inbox at once, and records of it handed to Kafka at once. */
  readonly batchBytesMax: number
  readonly batchRecordsMax: number
  /** Connections of a listener; one quiet for `idleMsMin` gives way to a new one, else the new one is closed. */
  readonly connectionsMax: number
  readonly idleMsMin: number
  /** Senders of datagrams kept apart; the one silent for longest is dropped. */
  readonly sendersMax: number
  /** For connecting to a receiver. */
  readonly connectMsMax: number
  /** A receiver that sends nothing for this long is reconnected to: a dead one looks like a quiet sea. */
  readonly quietMsMax: number
  /** Between two attempts to connect or to deliver. */
  readonly retryMsMin: number
  readonly retryMsMax: number
  /** To deliver what has been read when the service stops. */
  readonly stoppingMsMax: number
}

/** Without jitter: one source retries alone. */
export const retryOf = ({ retryMsMin, retryMsMax }: NmeaLimits): BackoffSpec => ({
  msMin: retryMsMin,
  msMax: retryMsMax,
  spread: [1, 1],
  random: () => 0,
})

export const NMEA_LIMITS: NmeaLimits = {
  inboxBytesMax: 8_388_608,
  batchBytesMax: 262_144,
  batchRecordsMax: 5_000,
  connectionsMax: 64,
  idleMsMin: 60_000,
  sendersMax: 256,
  connectMsMax: 10_000,
  quietMsMax: 600_000,
  retryMsMin: 500,
  retryMsMax: 30_000,
  stoppingMsMax: 3_000,
}
