import type { BackoffSpec } from '@landfall/runtime'

/** The bounds of the NMEA ways in, for each source. */
export type NmeaLimits = {
  /** Read and not yet in Kafka; beyond it TCP is not read on, and UDP is dropped. */
  readonly inboxBytesMax: number
  /** Taken out of the inbox at once, and records made of it that are handed to Kafka at once. */
  readonly batchBytesMax: number
  readonly batchRecordsMax: number
  /** Connections to a listener at once; one that was quiet for `idleMsMin` makes room for a new one, else the new one is closed. */
  readonly connectionsMax: number
  readonly idleMsMin: number
  /** Senders of datagrams told apart; the one not heard for longest is forgotten. */
  readonly sendersMax: number
  /** Of trying to connect to a receiver. */
  readonly connectMsMax: number
  /** A receiver that sends nothing for this long is connected anew: a dead one cannot be told from a quiet sea. */
  readonly quietMsMax: number
  /** Between two tries to connect or to deliver. */
  readonly retryMsMin: number
  readonly retryMsMax: number
  /** For what has been read, when the service stops. */
  readonly stoppingMsMax: number
}

/** One receiver, one feeder: nobody to keep apart, so nothing is left to chance. */
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
