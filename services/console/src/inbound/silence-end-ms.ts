import type { AlertView } from '@landfall/contracts'
import { imminentAtMs } from './imminent-at-ms.ts'

/**
 * When the silence of an alert ends; null where it has none. An imminent arrival ends each: from then on only acknowledging makes a
 * warning quiet.
 */
export const silenceEndMs = (alert: AlertView): number | null => {
  if (alert.silencedUntil === null) return null
  return Math.min(Date.parse(alert.silencedUntil), imminentAtMs(alert) ?? Number.POSITIVE_INFINITY)
}
