import { formatWireTime, severityRank, WATCH_ALERTS_MAX, type Watch, type Watches } from '@landfall/contracts'
import { type AlertStore, alertsInMemory } from '../create-alert-store.ts'
import { severityInForce } from '../lifecycle.ts'
import { isListed } from '../operator-side.ts'
import type { TakeOver, WatchLog } from './watch-log.ts'

/** As `GET /v1/watch` shows them. */
export const watchesOf = ({ taken }: WatchLog): Watches => {
  const [current, ...former] = taken.map(watchOf)
  return { current: current ?? null, former }
}

const watchOf = ({ follows: _follows, offset: _offset, atMs, tokenId, alertIds, ...rest }: TakeOver): Watch => ({
  ...rest,
  ...(tokenId !== undefined && { tokenId }),
  alertIds: [...alertIds],
  at: formatWireTime(atMs),
})

/** What whoever takes over now takes over: the listed alerts, real ones first, then by severity, then the newest raised. */
export const openAlertsOf = (store: AlertStore): Pick<Watch, 'alertIds' | 'alertsMore'> => {
  const listed = alertsInMemory(store)
    .filter(isListed)
    .toSorted(
      (a, b) =>
        Number(a.version.exercise) - Number(b.version.exercise) ||
        severityRank(severityInForce(b.version, b.lifecycle)) - severityRank(severityInForce(a.version, a.lifecycle)) ||
        b.raisedAtMs - a.raisedAtMs,
    )
  const alertIds = listed.slice(0, WATCH_ALERTS_MAX).map(({ version }) => version.alertId)
  return { alertIds, alertsMore: listed.length - alertIds.length }
}
