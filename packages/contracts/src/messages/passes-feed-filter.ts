import type { Severity } from './severity.ts'
import type { FeedFilter } from './subscribe-frame.ts'

/** The fields of an alert that a filter looks at; `severity` is the one in force, where operators can raise it. */
export type FilteredAlert = {
  readonly exercise: boolean
  readonly areaId: string | null
  readonly severity: Severity
  /** One of a later contract, too: it passes where no kinds are named. */
  readonly kind: string
}

/** The one rule for feed, REST and webhooks. An alert without an area concerns every area, so it passes any `areaIds`. */
export const passesFeedFilter = (filter: FeedFilter, { exercise, areaId, severity, kind }: FilteredAlert): boolean =>
  (filter.exercise === undefined || filter.exercise === exercise) &&
  (filter.areaIds === undefined || areaId === null || filter.areaIds.includes(areaId)) &&
  (filter.severities === undefined || filter.severities.includes(severity)) &&
  (filter.kinds === undefined || filter.kinds.some((one) => one === kind))
