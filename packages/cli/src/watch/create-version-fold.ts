import { type AlertView, severityOf, severityRank } from '@landfall/contracts'

/** How long a further version of an alert waits for the next ones, milliseconds. */
export const FOLD_MS = 2_000

/** The newest version, with the changes of all that it stands for; `fromVersion` is the first of them. */
export type FoldedAlert = { readonly alert: AlertView; readonly fromVersion: number }

type Waiting = FoldedAlert & { readonly sinceMs: number }

type FoldSpec = {
  readonly show: (folded: FoldedAlert) => void
  readonly nowMs: () => number
  /** Calls back once, after so many milliseconds. */
  readonly later: (callBack: () => void, ms: number) => void
}

/**
 * Shows the newest of the versions that an alert has within `FOLD_MS`, so that a count of many boats is a line and not a page. A new alert
 * and a higher severity are shown at once; whatever waited before them comes first, so that the lines keep the order of the feed.
 */
export const createVersionFold = ({ show, nowMs, later }: FoldSpec) => {
  const shown = new Map<string, number>()
  const waiting = new Map<string, Waiting>()

  const put = ({ alert, fromVersion }: FoldedAlert): void => {
    shown.set(alert.alertId, rankOf(alert))
    show({ alert, fromVersion })
  }
  const flush = (isDue: (one: Waiting) => boolean = () => true): void => {
    for (const [alertId, one] of waiting) {
      if (!isDue(one)) continue
      waiting.delete(alertId)
      put(one)
    }
  }
  const add = (alert: AlertView): void => {
    const { alertId } = alert
    const before = waiting.get(alertId)
    const folded = before === undefined ? { alert, fromVersion: alert.version } : joined(before, alert)
    if (rankOf(alert) > (shown.get(alertId) ?? 0)) {
      waiting.delete(alertId)
      flush()
      put(folded)
      return
    }
    // Behind what has come since, as its newest version did.
    waiting.delete(alertId)
    waiting.set(alertId, { ...folded, sinceMs: before?.sinceMs ?? nowMs() })
    if (before === undefined) later(() => flush(({ sinceMs }) => nowMs() - sinceMs >= FOLD_MS), FOLD_MS)
  }
  return {
    add,
    flush: () => flush(),
    /** Begins again with these: what is known of them is no news. */
    reset: (alerts: readonly AlertView[]): void => {
      waiting.clear()
      shown.clear()
      for (const alert of alerts) shown.set(alert.alertId, rankOf(alert))
    },
  }
}

/** Above 0 while it is open; an alert that ended and comes back rises. */
const rankOf = (alert: AlertView): number => (alert.status === 'open' ? severityRank(severityOf(alert)) : 0.5)

const joined = ({ alert: before, fromVersion }: FoldedAlert, alert: AlertView): FoldedAlert => ({
  alert: { ...alert, changes: [...new Set([...before.changes, ...alert.changes])] } as AlertView,
  fromVersion,
})
