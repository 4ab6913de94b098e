import { type AlertView, isDistressAlert, severityRank } from '@landfall/contracts'
import { needsAttention, severityOf } from '../alert/severity-of.ts'
import { compareByEta } from '../inbound/compare-by-eta.ts'

/**
 * Real before exercise, whatever else is true of them, and open before ended. Then by severity, unacknowledged first, calls for help,
 * inbound groups by their earliest arrival, the most people likely, the newest raised. What is equal in all of that stays as it came: ids
 * mean nothing to a reader.
 */
export const compareForList = (a: AlertView, b: AlertView): number =>
  Number(a.exercise) - Number(b.exercise) ||
  endedLast(a, b) ||
  severityRank(severityOf(b)) - severityRank(severityOf(a)) ||
  Number(needsAttention(b)) - Number(needsAttention(a)) ||
  Number(isDistressAlert(b)) - Number(isDistressAlert(a)) ||
  compareByEta(a, b) ||
  likelyOf(b) - likelyOf(a) ||
  b.raisedAt.localeCompare(a.raisedAt)

/** 0 for an alert that counts nobody. */
const likelyOf = (alert: AlertView): number => ('unauthorised' in alert ? alert.unauthorised.likely : 0)

const endedLast = (a: AlertView, b: AlertView): number => Number(a.status !== 'open') - Number(b.status !== 'open')

/** While a pointer is over the list no row moves under it: shown rows stay in place, and new ones come below. */
export const frozenOrder = (shown: readonly string[], wanted: readonly string[]): readonly string[] => {
  const still = new Set(wanted)
  const before = new Set(shown)
  return [...shown.filter((id) => still.has(id)), ...wanted.filter((id) => !before.has(id))]
}

export const sameOrder = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, i) => id === b[i])
