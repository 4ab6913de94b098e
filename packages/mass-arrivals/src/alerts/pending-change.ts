/**
 * That a change of an alert waits to be published: one visit of the situation that the alert goes on with now. What it will say
 * follows from the craft. Stored apart from the alert, which may have megabytes.
 */
export type PendingChange = { readonly craftId: string; readonly arrivedMs: number }

const PREFIX = 'pending/'

/** The state key of an alert's pending change. */
export const pendingKey = (alertId: string): string => `${PREFIX}${alertId}`

/** The alert that a state key speaks of; undefined where it is not the key of a pending change. */
export const pendingAlertId = (key: string): string | undefined =>
  key.startsWith(PREFIX) ? key.slice(PREFIX.length) : undefined
