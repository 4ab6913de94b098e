import type { AlertView } from '@landfall/contracts'
import { needsAttention, severityOf } from '../alert/severity-of.ts'

/** `lost`: the picture is not to be trusted, and what is not shown cannot be heard. */
export type Sound = 'alarm' | 'lost' | 'warning' | 'none'
export type SoundWanted = {
  readonly sound: Sound
  /** Unacknowledged, but too old to make a noise: they get a badge. */
  readonly old: number
}

export type SoundSpec = {
  readonly alerts: Iterable<AlertView>
  readonly nowMs: number
  readonly isLost: boolean
  /** The newest observation of the real sea and of the exercise; null where none is known. */
  readonly newestMs: { readonly real: number | null; readonly exercise: number | null }
  /** “Quiet for 30 s” was pressed at `sinceMs`; what became unacknowledged later sounds all the same. */
  readonly quiet: { readonly sinceMs: number; readonly untilMs: number } | null
}

export const QUIET_MS = 30_000
const LOUDEST_FIRST: readonly Sound[] = ['alarm', 'lost', 'warning']
const OLD_MS = 48 * 3_600_000

/** What has to be heard now. A silence that the alert itself carries holds until its end, whoever set it. */
export const soundWanted = ({ alerts, nowMs, isLost, newestMs, quiet }: SoundSpec): SoundWanted => {
  const heard = new Set<Sound>()
  let old = 0
  for (const alert of alerts) {
    const severity = severityOf(alert)
    if (!needsAttention(alert) || alert.status !== 'open' || severity === 'caution') continue
    if (isOld(alert, newestMs)) old += 1
    else if (!isSilenced(alert, nowMs) && !isQuiet(alert, nowMs, quiet)) heard.add(severity)
  }
  if (isLost && !isStilled(nowMs, quiet)) heard.add('lost')
  return { sound: LOUDEST_FIRST.find((sound) => heard.has(sound)) ?? 'none', old }
}

const isOld = (alert: AlertView, newestMs: SoundSpec['newestMs']): boolean => {
  const newest = alert.exercise ? newestMs.exercise : newestMs.real
  return alert.kind === 'mass-arrival' && newest !== null && newest - Date.parse(alert.lastArrivalAt) > OLD_MS
}

const isSilenced = ({ silencedUntil }: AlertView, nowMs: number): boolean =>
  silencedUntil !== null && Date.parse(silencedUntil) > nowMs

const isQuiet = ({ updatedAt }: AlertView, nowMs: number, quiet: SoundSpec['quiet']): boolean =>
  isStilled(nowMs, quiet) && Date.parse(updatedAt) <= (quiet?.sinceMs ?? 0)

/** Not before `sinceMs`: then the clock was set back, and nobody knows how long ago that was. */
const isStilled = (nowMs: number, quiet: SoundSpec['quiet']): boolean =>
  quiet !== null && nowMs >= quiet.sinceMs && nowMs < quiet.untilMs
