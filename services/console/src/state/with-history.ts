import type { HistoryEntry } from '@landfall/contracts'
import type { State } from './state.ts'

/** Histories are kept for the alerts that were looked at last. */
const HISTORIES_MAX = 10

export const withHistory = (
  histories: State['histories'],
  alertId: string,
  entries: readonly HistoryEntry[] | null,
): State['histories'] => {
  const kept = [...histories].filter(([id]) => id !== alertId).slice(1 - HISTORIES_MAX)
  return new Map([...kept, [alertId, entries]])
}
