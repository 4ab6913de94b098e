import type { AlertPlace, AlertStatus, Severity } from '@landfall/contracts'

/** What the fold needs of a craft on an alert: its names, and how many people aboard likely have no permission. */
export type CraftOnAlert = {
  readonly craftId: string
  readonly sameAs: readonly string[]
  readonly likely: number
}

/** What the fold needs of one version of an alert. */
export type VersionFacts = {
  readonly alertId: string
  readonly version: number
  readonly kind: string
  readonly status: AlertStatus
  readonly severity: Severity
  readonly exercise: boolean
  /** Null: the alert concerns every area (source-silent, source-limit, diagnostic). */
  readonly areaId: string | null
  /** The source that an alert of kind source-silent is about. */
  readonly sourceId: string | null
  readonly supersededBy: string | null
  readonly craft: readonly CraftOnAlert[]
  /** It counts more craft than it lists, and says that one has joined. */
  readonly hasUnlistedJoining: boolean
  /** Raised again within this time of its cancellation it is no news; null where it is made under no policy of an area. */
  readonly periodMs: number | null
  readonly offset: number
  /** When the log appended it. */
  readonly timeMs: number
}

/** One version of an alert, as read from the log. */
export type AlertVersion = VersionFacts & {
  /** The record's value: a JSON object as UTF-8, without surrounding white space. Held once, sent many times. */
  readonly json: Buffer
  /** Where it was, by the gazetteer that this instance has; no part of the record. */
  readonly place: AlertPlace | null
}
