import { type AlertView, isDistressAlert } from '@landfall/contracts'
import { needsAttention, severityOf } from '../alert/severity-of.ts'
import { imminentAtMs } from '../inbound/imminent-at-ms.ts'
import { silenceEndMs } from '../inbound/silence-end-ms.ts'

/** `distress`: somebody calls for help. `lost`: the picture cannot be trusted, so alerts may be missing. */
export type Sound = 'distress' | 'alarm' | 'lost' | 'warning' | 'none'
export type SoundWanted = {
  readonly sound: Sound
  /** How many are unacknowledged but too old to sound. They get a badge. */
  readonly old: number
}

export type SoundSpec = {
  readonly alerts: Iterable<AlertView>
  readonly nowMs: number
  readonly isPictureLost: boolean
  /** Time of the newest observation of the real sea and of the exercise; null if there is none. */
  readonly newestMs: { readonly real: number | null; readonly exercise: number | null }
  /** “Mute 30 s” was pressed at `sinceMs`. What becomes unacknowledged later sounds anyway. */
  readonly mute: { readonly sinceMs: number; readonly untilMs: number } | null
}

export const MUTE_MS = 30_000
const LOUDEST_FIRST: readonly Sound[] = ['distress', 'alarm', 'lost', 'warning']
const OLD_MS = 48 * 3_600_000

/** What should sound now. A silence stored in the alert holds until its end, whoever set it, or until an arrival is imminent. */
export const soundWanted = ({ alerts, nowMs, isPictureLost, newestMs, mute }: SoundSpec): SoundWanted => {
  const real = new Set<Sound>()
  const exercise = new Set<Sound>()
  let old = 0
  for (const alert of alerts) {
    const severity = severityOf(alert)
    if (!needsAttention(alert) || alert.status !== 'open' || severity === 'caution') continue
    if (isOld(alert, newestMs)) old += 1
    else if (!isSilenced(alert, nowMs) && !isCoveredByMute(alert, nowMs, mute))
      (alert.exercise ? exercise : real).add(isDistressAlert(alert) ? 'distress' : severity)
  }
  if (isPictureLost && !isMutedNow(nowMs, mute)) real.add('lost')
  // An exercise must not drown out what is real.
  const wanted = real.size > 0 ? real : exercise
  return { sound: LOUDEST_FIRST.find((sound) => wanted.has(sound)) ?? 'none', old }
}

const isOld = (alert: AlertView, newestMs: SoundSpec['newestMs']): boolean => {
  switch (alert.kind) {
    case 'mass-arrival': {
      const newest = alert.exercise ? newestMs.exercise : newestMs.real
      return newest !== null && newest - Date.parse(alert.lastArrivalAt) > OLD_MS
    }
    case 'diagnostic':
    case 'distress':
    case 'inbound-group':
    case 'source-limit':
    case 'source-silent':
      return false // It is about now for as long as it is open.
    default:
      return alert satisfies never
  }
}

const isSilenced = (alert: AlertView, nowMs: number): boolean => (silenceEndMs(alert) ?? 0) > nowMs

const isCoveredByMute = (alert: AlertView, nowMs: number, mute: SoundSpec['mute']): boolean =>
  isMutedNow(nowMs, mute) && newsAtMs(alert, nowMs) <= (mute?.sinceMs ?? 0)

/** When the alert last called for attention: by its newest version, or because its arrival became imminent. */
const newsAtMs = (alert: AlertView, nowMs: number): number => {
  const imminentMs = imminentAtMs(alert) ?? 0
  return Math.max(Date.parse(alert.updatedAt), imminentMs <= nowMs ? imminentMs : 0)
}

/** False before `sinceMs`: the clock was set back, and nobody knows how long ago the button was pressed. */
export const isMutedNow = (nowMs: number, mute: SoundSpec['mute']): boolean =>
  mute !== null && nowMs >= mute.sinceMs && nowMs < mute.untilMs
