import type { ActionName, AlertView, HistoryEntry } from '@landfall/contracts'
import type { FeedStatus } from '@landfall/feed-client'
import type { Route } from '../navigation/route.ts'
import type { Announcement } from '../notify/announcement.ts'
import type { Preferences } from './preferences.ts'

export type SessionInfo = {
  readonly name: string
  readonly role: string
  readonly needsLogin: boolean
}

/** An alert as it is held, and what its last change was. */
export type AlertEntry = {
  readonly alert: AlertView
  readonly changed: string
  readonly changedAtMs: number
}

export type SoundPhase = 'off' | 'on' | 'blocked'

export type Dialog =
  | { readonly kind: 'help' }
  | { readonly kind: 'action'; readonly action: ActionName; readonly alertId: string; readonly version: number }

/** The answer to what the operator did last. */
export type ActionAnswer = { readonly alertId: string; readonly text: string; readonly good: boolean }

export type AreaShown = { readonly areaId: string; readonly name: string; readonly geometry: unknown }

/** Everything that is drawn, but for the craft on the map. */
export type State = {
  readonly nowMs: number
  readonly session: SessionInfo | null
  readonly route: Route
  readonly preferences: Preferences
  readonly alerts: ReadonlyMap<string, AlertEntry>
  /** Whether a whole snapshot was ever received: before it, an empty list means nothing. */
  readonly everHeld: boolean
  /** As it was said last; null before anything was held. */
  readonly trusted: boolean | null
  readonly feed: FeedStatus | null
  readonly gaps: number
  /** When alarms were raised, by the service's clock; of the last minutes only. */
  readonly alarmTimes: readonly { readonly atMs: number; readonly exercise: boolean }[]
  readonly newestExerciseMs: number | null
  readonly craftCount: number
  readonly sound: {
    readonly phase: SoundPhase
    readonly quiet: { readonly sinceMs: number; readonly untilMs: number } | null
  }
  readonly dialog: Dialog | null
  /** How many there were: each is drawn anew, also where the browser has yet to say that the one before was closed. */
  readonly dialogsOpened: number
  readonly answer: ActionAnswer | null
  readonly busy: boolean
  /** By alertId, of the version and state it was fetched for; null where that failed. */
  readonly histories: ReadonlyMap<string, readonly HistoryEntry[] | null>
  readonly areas: readonly AreaShown[]
  /** Rows as they stand, so that none moves under the pointer. */
  readonly order: readonly string[]
  readonly orderHeld: boolean
  readonly announcement: Announcement | null
  /** Null: not tried yet. */
  readonly mapFault: string | null
}
