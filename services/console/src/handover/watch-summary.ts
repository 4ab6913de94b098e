import { type AlertView, describeAuthor, type Watch, type Watches } from '@landfall/contracts'
import { headingOf } from '../alert/heading-of.ts'

/** Who has the watch, and what of that which they took over is still open. */
export type WatchSummary = {
  readonly by: string
  readonly sinceMs: number
  readonly note: string | null
  readonly tookOver: number
  /** Those that are still open, as far as they were named. */
  readonly stillOpen: readonly { readonly alertId: string; readonly heading: string }[]
  readonly former: readonly { readonly by: string; readonly fromMs: number; readonly toMs: number }[]
}

/** How many former watches are shown. */
const FORMER_SHOWN_MAX = 3

/** Null while nobody has ever taken over. */
export const watchSummary = ({ current, former }: Watches, alerts: readonly AlertView[]): WatchSummary | null => {
  if (current === null) return null
  const named = new Set(current.alertIds)
  const all = [current, ...former]
  return {
    by: describeAuthor(current),
    sinceMs: Date.parse(current.at),
    note: current.note,
    tookOver: current.alertIds.length + current.alertsMore,
    stillOpen: alerts
      .filter(({ alertId, listed }) => listed && named.has(alertId))
      .map((alert) => ({ alertId: alert.alertId, heading: headingOf(alert) })),
    former: former.slice(0, FORMER_SHOWN_MAX).map((watch, index) => ({
      by: describeAuthor(watch),
      fromMs: Date.parse(watch.at),
      toMs: Date.parse((all[index] as Watch).at),
    })),
  }
}
