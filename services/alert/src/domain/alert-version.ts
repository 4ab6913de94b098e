import type { AlertStatus, Severity } from '@landfall/contracts'

/** What the fold needs of a craft on an alert: its names, and how many of its people are likely without permission. */
export type CraftOnAlert = {
  readonly craftId: string
  readonly sameAs: readonly string[]
  readonly likely: number
}

/** One version of an alert as it stands in the log. */
export type AlertVersion = {
  readonly alertId: string
  readonly version: number
  readonly kind: string
  readonly status: AlertStatus
  readonly severity: Severity
  readonly exercise: boolean
  /** Null: it concerns every area (source-silent). */
  readonly areaId: string | null
  /** The source that an alert of kind source-silent is about. */
  readonly sourceId: string | null
  readonly supersededBy: string | null
  readonly craft: readonly CraftOnAlert[]
  readonly offset: number
  /** When the log took it. */
  readonly timeMs: number
  /** The record's value, a JSON object as UTF-8 without white space around it: held once, sent many times. */
  readonly json: Buffer
}
