import { isDistressAlert } from '../messages/alert-kinds/is-distress-alert.ts'
import { isInboundGroup } from '../messages/alert-kinds/is-inbound-group.ts'
import type { AlertView } from '../messages/alert-view.ts'
import { needsAttention, severityOf } from './severity-of.ts'
import { severityRank } from './severity-rank.ts'

/**
 * The order in which alerts are listed, on every screen. Real before exercise, whatever else is true of them, and open before ended. Then
 * by severity, unacknowledged first, calls for help, inbound groups by their earliest arrival, the most people likely, the newest raised.
 * What is equal in all of that stays as it came: ids mean nothing to a reader.
 */
export const compareAlerts = (a: AlertView, b: AlertView): number =>
  Number(a.exercise) - Number(b.exercise) ||
  Number(a.status !== 'open') - Number(b.status !== 'open') ||
  severityRank(severityOf(b)) - severityRank(severityOf(a)) ||
  Number(needsAttention(b)) - Number(needsAttention(a)) ||
  Number(isDistressAlert(b)) - Number(isDistressAlert(a)) ||
  compareByEta(a, b) ||
  likelyOf(b) - likelyOf(a) ||
  b.raisedAt.localeCompare(a.raisedAt)

/** 0 for an alert that counts nobody. */
const likelyOf = (alert: AlertView): number => ('unauthorised' in alert ? alert.unauthorised.likely : 0)

/** Inbound groups before other kinds, since there is time to act; among them the earliest arrival first, and last where none is expected. */
const compareByEta = (a: AlertView, b: AlertView): number => {
  const [x, y] = [earliestOf(a), earliestOf(b)]
  return x === y ? 0 : x < y ? -1 : 1
}

/** Times are all written alike, so they compare as text; `~` is behind every digit. */
const earliestOf = (alert: AlertView): string => (isInboundGroup(alert) ? (alert.eta?.earliest ?? '~') : '~~')
