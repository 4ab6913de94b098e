import type { FeedFilter } from '@landfall/contracts'
import type { AlertVersion } from '../domain/alert-version.ts'
import { beginLifecycle } from '../domain/lifecycle.ts'
import { matches } from '../domain/passes-filter.ts'

/**
 * Tells, version by version, which ones a webhook is told of: those that match its filter, and the one after a match, so
 * that nobody keeps a dead alarm. Repeats and what contradicts a version are never told.
 */
export const createVersionFilter = (filter: FeedFilter) => {
  const newest = new Map<string, { readonly version: number; readonly matches: boolean }>()
  return (version: AlertVersion): boolean => {
    const before = newest.get(version.alertId)
    if (before !== undefined && version.version <= before.version) return false
    const now = { version, lifecycle: beginLifecycle(version), raisedAtMs: version.timeMs }
    const isMatch = matches(filter, now)
    newest.set(version.alertId, { version: version.version, matches: isMatch })
    return isMatch || before?.matches === true
  }
}
