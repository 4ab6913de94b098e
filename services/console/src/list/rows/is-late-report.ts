import type { AlertView } from '@landfall/contracts'

/** An alert raised later than this after the last of its arrivals, or its first call for help, is a late report. */
export const LATE_REPORT_MS = 60 * 60_000

/** Whether an alert was raised so long after what it is about that the craft may be elsewhere by now. */
export const isLateReport = (alert: AlertView): boolean => {
  const at = happenedAt(alert)
  return at !== null && Date.parse(alert.raisedAt) - Date.parse(at) > LATE_REPORT_MS
}

const happenedAt = (alert: AlertView): string | null => {
  if ('lastArrivalAt' in alert) return alert.lastArrivalAt
  return 'firstHeardAt' in alert ? alert.firstHeardAt : null
}
