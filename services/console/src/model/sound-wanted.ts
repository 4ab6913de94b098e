import type { AlertView } from '@landfall/contracts'
import { needsAttention, severityOf } from './severity.ts'

export type Sound = 'alarm' | 'warning' | 'none'
export type SoundWanted = {
  readonly sound: Sound
  /** Unacknowledged, but too old to make a noise: they get a badge. */
  readonly old: number
}

export type SoundSpec = {
  readonly alerts: Iterable<AlertView>
  readonly nowMs: number
  /** The newest observation of the real sea and of the exercise; null where none is known. */
  readonly newestMs: { readonly real: number | null; readonly exercise: number | null }
  /** “Quiet for 30 s” was pressed at `sinceMs`; what became unacknowledged later sounds all the same. */
  readonly quiet: { readonly sinceMs: number; readonly untilMs: number } | null
}

export const QUIET_MS = 30_000
const OLD_MS = 48 * 3_600_000

/** What has to be heard now. A silence that the alert itself carries holds until its end, whoever set it. */
export const soundWanted = ({ alerts, nowMs, newestMs, quiet }: SoundSpec): SoundWanted => {
  const heard = new Set<Sound>()
  let old = 0
  for (const alert of alerts) {
    const severity = severityOf(alert)
    if (!needsAttention(alert) || alert.status !== 'open' || severity === 'caution') continue
    if (isOld(alert, newestMs)) old += 1
    else if (!isSilenced(alert, nowMs) && !isQuiet(alert, nowMs, quiet)) heard.add(severity)
  }
  return { sound: heard.has('alarm') ? 'alarm' : heard.has('warning') ? 'warning' : 'none', old }
}

const isOld = (alert: AlertView, newestMs: SoundSpec['newestMs']): boolean => {
  const newest = alert.exercise ? newestMs.exercise : newestMs.real
  return alert.kind === 'mass-arrival' && newest !== null && newest - Date.parse(alert.lastArrivalAt) > OLD_MS
}

const isSilenced = ({ silencedUntil }: AlertView, nowMs: number): boolean =>
  silencedUntil !== null && Date.parse(silencedUntil) > nowMs

const isQuiet = ({ updatedAt }: AlertView, nowMs: number, quiet: SoundSpec['quiet']): boolean =>
  quiet !== null && nowMs < quiet.untilMs && Date.parse(updatedAt) <= quiet.sinceMs
