import { type AlertView, isDistressAlert, severityRank } from '@landfall/contracts'
import { needsAttention, severityOf } from '../alert/severity-of.ts'
import { compareByEta } from '../inbound/compare-by-eta.ts'

/**
 * Real before exercise, whatever else is true of them, and open before ended. Then by severity, unacknowledged first, calls for help,
 * inbound groups by their earliest arrival, the newest; by id last, so that the order is total.
 */
export const compareForList = (a: AlertView, b: AlertView): number =>
  Number(a.exercise) - Number(b.exercise) ||
  endedLast(a, b) ||
  severityRank(severityOf(b)) - severityRank(severityOf(a)) ||
  Number(needsAttention(b)) - Number(needsAttention(a)) ||
  Number(isDistressAlert(b)) - Number(isDistressAlert(a)) ||
  compareByEta(a, b) ||
  b.updatedAt.localeCompare(a.updatedAt) ||
  a.alertId.localeCompare(b.alertId)

const endedLast = (a: AlertView, b: AlertView): number => Number(a.status !== 'open') - Number(b.status !== 'open')

/** While a pointer is over the list no row moves under it: shown rows stay in place, and new ones come below. */
export const frozenOrder = (shown: readonly string[], wanted: readonly string[]): readonly string[] => {
  const still = new Set(wanted)
  const before = new Set(shown)
  return [...shown.filter((id) => still.has(id)), ...wanted.filter((id) => !before.has(id))]
}

export const sameOrder = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, i) => id === b[i])
