import type { AlertNow } from './create-alert-fold.ts'
import type { AlertStore } from './create-alert-store.ts'
import { type AlertFilter, matches } from './passes-filter.ts'

/** A page ends with the alert that exceeds this; else large alerts could make one of 100 MB. */
const PAGE_BYTES_MAX = 4 * 1_048_576

export type Page = { readonly alerts: readonly AlertNow[]; readonly nextCursor: string | null }

/**
 * A page of alerts, newest raised first. `before` is the nextCursor of the previous page: an index in the order of raising,
 * which never changes, so that alerts raised between two requests shift nothing from page to page.
 */
export const pageOf = (store: AlertStore, filter: AlertFilter, before: number | undefined, limit: number): Page => {
  const alerts: AlertNow[] = []
  let index = Math.min(before ?? store.raised.length, store.raised.length) - 1
  for (let bytes = 0; index >= 0 && alerts.length < limit && bytes < PAGE_BYTES_MAX; index -= 1) {
    const now = store.raised[index]?.now
    if (now == null || !matches(filter, now)) continue
    alerts.push(now)
    bytes += now.version.json.length
  }
  return { alerts, nextCursor: index >= 0 ? String(index + 1) : null }
}
