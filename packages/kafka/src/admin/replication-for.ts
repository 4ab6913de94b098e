import { LandfallError, type TopicSettings } from '@landfall/runtime'

/** How many copies a topic has; null leaves the choice to the broker's own default. */
export type Replication = { readonly factor: number | null; readonly minInsync: number | null }

/** With these a lost broker loses nothing and stops nothing. */
export const SAFE_REPLICATION = { factor: 3, minInsync: 2 } as const

/**
 * As set; else three copies, two of them in sync, where there are three brokers or more. `brokers`: that answer now, or that
 * were given, whichever are more, since one may be away. Throws LF_CONFIG_INVALID for settings with which no write succeeds.
 */
export const replicationFor = (settings: TopicSettings, brokers: number): Replication => {
  const isSafe = brokers >= SAFE_REPLICATION.factor
  const factor = settings.KAFKA_REPLICATION_FACTOR ?? (isSafe ? SAFE_REPLICATION.factor : null)
  const minInsync =
    settings.KAFKA_MIN_INSYNC_REPLICAS ??
    (factor === null ? null : Math.min(SAFE_REPLICATION.minInsync, Math.max(1, factor - 1)))
  if (factor !== null && minInsync !== null && minInsync > factor) {
    throw new LandfallError(
      'LF_CONFIG_INVALID',
      `KAFKA_MIN_INSYNC_REPLICAS is ${minInsync} and KAFKA_REPLICATION_FACTOR ${factor}: no write could succeed. Set the first to ${Math.max(1, factor - 1)} or less`,
      { retryable: false },
    )
  }
  return { factor, minInsync }
}
