import type { AlertView, FeedErrorCode, ServerFrame, TrackedCraft } from '@landfall/contracts'

type Heartbeat = Extract<ServerFrame, { type: 'heartbeat' }>

/** The state of the connection. Whether the picture can be trusted is `FeedStatus.stale`. */
export type FeedPhase =
  | { readonly phase: 'connecting' }
  | { readonly phase: 'live' }
  | { readonly phase: 'waiting'; readonly why: string; readonly retryAtMs: number }
  /** For good: trying again would not help. */
  | { readonly phase: 'stopped'; readonly why: string; readonly code: FeedErrorCode | 'closed' }

/** Everything that a status strip needs, true at the moment it was asked for. Times are the client's own clock. */
export type FeedStatus = FeedPhase & {
  /** Null until the first frame. */
  readonly lastFrameAtMs: number | null
  /** No frame for 30 s, or the service says that it cannot read the log: what is shown may be old. */
  readonly stale: boolean
  /** Server's clock minus ours, milliseconds; null until the first frame that carries a time. */
  readonly clockOffsetMs: number | null
  readonly heartbeat: Heartbeat | null
}

/** The place to resume from: everything up to `cursor` was delivered. */
export type ResumePoint = { readonly epoch: string; readonly cursor: string }

export type FeedEvent =
  /** Forget what you hold: these are all. */
  | { readonly type: 'snapshot'; readonly alerts: readonly AlertView[]; readonly resume: ResumePoint }
  /** One alert as it now is: put it in the place of the one with the same id. */
  | { readonly type: 'alert'; readonly alert: AlertView; readonly resume: ResumePoint }
  | { readonly type: 'tracks'; readonly craft: readonly TrackedCraft[] }
  | { readonly type: 'heartbeat'; readonly heartbeat: Heartbeat }
  /** The connection is up; `recovered`: what was missed follows, and no snapshot. */
  | { readonly type: 'welcome'; readonly recovered: boolean; readonly serverTime: string; readonly tracks: boolean }
  /** Something is missing between what we hold and what came: a snapshot is fetched. */
  | { readonly type: 'gap'; readonly why: string }
  /** The service says why it is about to close. */
  | {
      readonly type: 'error'
      readonly code: FeedErrorCode
      readonly message: string
      readonly retryAfterMs: number | null
    }
  | { readonly type: 'status'; readonly status: FeedStatus }
