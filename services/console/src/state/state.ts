import type {
  AlertTracks,
  AlertView,
  AllowedAction,
  ChecklistSpec,
  HistoryEntry,
  Mark,
  NearAnswer,
  Watches,
} from '@landfall/contracts'
import type { FeedStatus } from '@landfall/feed-client'
import type { Phases } from '../inbound/phases-of.ts'
import type { ListShape } from '../list/order/list-shape.ts'
import type { NamedPlace } from '../map/labels/place-labels.ts'
import type { Route } from '../navigation/route.ts'
import type { Announcement } from '../notify/announcement.ts'
import type { Preferences } from './preferences.ts'

export type SessionInfo = {
  readonly name: string
  readonly role: string
  readonly needsLogin: boolean
}

/** An alert, and what its latest change was. */
export type AlertEntry = {
  readonly alert: AlertView
  /** In words; empty if there was none since the page was opened. */
  readonly changed: string
  readonly changedAtMs: number
}

/** `blocked`: the browser does not let the page make a sound. */
export type SoundPhase = 'off' | 'on' | 'blocked'

export type Dialog =
  | { readonly kind: 'help' }
  | { readonly kind: 'action'; readonly action: AllowedAction; readonly alertId: string; readonly version: number }
  /** `alerts`: as they were on the screen; those are what is acknowledged. */
  | { readonly kind: 'acknowledge-several'; readonly alerts: readonly AlertView[] }
  | ({ readonly kind: 'take-back' } & TakenBack)

/** The one position of an arrival that an operator may take back. */
export type TakenBack = {
  readonly craftId: string
  readonly exercise: boolean
  readonly arrivedAt: string
}

/** The result of the operator’s latest action. */
export type ActionAnswer = {
  readonly alertId: string
  readonly text: string
  readonly good: boolean
  /** Somebody else was faster, or the alert has changed. */
  readonly conflict?: boolean
}

export type AreaShown = {
  readonly areaId: string
  readonly name: string
  readonly geometry: unknown
  /** What its file states of its rules, as it is now. */
  readonly policy: unknown
}

/** The names of the coast, and whose they are. */
export type Gazetteer = { readonly attribution: string | null; readonly places: readonly NamedPlace[] }

/** Everything that is rendered, except the craft on the map. */
export type State = {
  readonly nowMs: number
  readonly session: SessionInfo | null
  readonly route: Route
  readonly preferences: Preferences
  readonly alerts: ReadonlyMap<string, AlertEntry>
  /** Whether a whole snapshot was ever received. Before, an empty list means nothing. */
  readonly hasSnapshot: boolean
  /** How near the arrivals of open inbound groups are, by the server’s clock. */
  readonly phases: Phases
  /** Whether the picture was current when that was last announced; null before the first snapshot. */
  readonly trusted: boolean | null
  readonly feed: FeedStatus | null
  /** When alarms of the last minutes were raised, by the server’s clock. */
  readonly alarmTimes: readonly { readonly atMs: number; readonly exercise: boolean }[]
  readonly newestExerciseMs: number | null
  readonly craftCount: number
  readonly sound: {
    readonly phase: SoundPhase
    readonly mute: { readonly sinceMs: number; readonly untilMs: number } | null
  }
  readonly dialog: Dialog | null
  /** Keys the dialogs: each is a new element, even if the browser has not yet reported that the one before was closed. */
  readonly dialogsOpened: number
  readonly answer: ActionAnswer | null
  /** An action is under way. */
  readonly busy: boolean
  /** By alertId; null where fetching failed. */
  readonly histories: ReadonlyMap<string, readonly HistoryEntry[] | null>
  /** The craft near the chosen call for help, as last answered; `failed` where no answer ever came. */
  readonly near: { readonly alertId: string; readonly answer: NearAnswer | 'failed' } | null
  /** Where the craft of the chosen alert were, as last answered; `failed` where no answer ever came. */
  readonly tracks: { readonly alertId: string; readonly answer: AlertTracks | 'failed' } | null
  /** The past that the map shows, of the alert that was chosen then; null: now. */
  readonly shownTime: { readonly alertId: string; readonly atMs: number } | null
  /** The craft of the chosen alert that is pointed at, in the panel or on the map: the other one shows it too. */
  readonly pointedCraftId: string | null
  /** The operators’ own, the oldest first. */
  readonly marks: readonly Mark[]
  readonly areas: readonly AreaShown[]
  /** Null until a map has wanted it. */
  readonly gazetteer: Gazetteer | null
  readonly checklists: readonly ChecklistSpec[]
  /** Who has the watch, as last answered; null where no answer ever came, as to subscribers. */
  readonly watches: Watches | null
  /** Ids of the listed alerts in the order of their rows. */
  readonly order: readonly string[]
  readonly isOrderFrozen: boolean
  readonly list: ListShape
  readonly announcement: Announcement | null
  /** Why the map failed; null while it has not. */
  readonly mapFault: string | null
}
