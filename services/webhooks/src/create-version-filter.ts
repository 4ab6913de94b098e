import { type AlertHead, type FeedFilter, passesFeedFilter } from '@landfall/contracts'

/**
 * Decides, version by version, which ones are delivered: those that match the filter, and the first one after a match, so
 * that no receiver keeps an alarm that is over. Repeats and contradictions of a version are dropped.
 */
export const createVersionFilter = (filter: FeedFilter) => {
  const newest = new Map<string, { readonly version: number; readonly isMatch: boolean }>()
  return ({ alertId, version, exercise, areaId, severity }: AlertHead): boolean => {
    const before = newest.get(alertId)
    if (before !== undefined && version <= before.version) return false
    const isMatch = passesFeedFilter(filter, { exercise, areaId: areaId ?? null, severity })
    newest.set(alertId, { version, isMatch })
    return isMatch || before?.isMatch === true
  }
}
