import type { AlertNow } from './create-alert-fold.ts'
import type { AlertStore } from './create-alert-store.ts'
import { type AlertFilter, matches } from './passes-filter.ts'

/** A page ends early with the alert that takes it over this, so that large alerts do not make a page of 100 MB. */
const PAGE_BYTES_MAX = 4 * 1_048_576

export type Page = { readonly alerts: readonly AlertNow[]; readonly nextCursor: string | null }

/**
 * Alerts, newest raised first. `before` is the nextCursor of the page before: the place in the order of raising, which
 * never changes, so an alert raised meanwhile moves nothing between pages.
 */
export const pageOf = (store: AlertStore, filter: AlertFilter, before: number | undefined, limit: number): Page => {
  const alerts: AlertNow[] = []
  let at = Math.min(before ?? store.raised.length, store.raised.length) - 1
  for (let bytes = 0; at >= 0 && alerts.length < limit && bytes < PAGE_BYTES_MAX; at -= 1) {
    const now = store.raised[at]?.now
    if (now == null || !matches(filter, now)) continue
    alerts.push(now)
    bytes += now.version.json.length
  }
  return { alerts, nextCursor: at >= 0 ? String(at + 1) : null }
}
