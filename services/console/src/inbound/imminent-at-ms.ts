import { type AlertView, isInboundGroup } from '@landfall/contracts'

const IMMINENT_MS = 2 * 3_600_000

/** From when on the arrival of an open inbound group is imminent; null for every other alert, and where none is expected. */
export const imminentAtMs = (alert: AlertView): number | null => {
  if (alert.status !== 'open' || !isInboundGroup(alert) || alert.eta === null) return null
  return Date.parse(alert.eta.earliest) - IMMINENT_MS
}
