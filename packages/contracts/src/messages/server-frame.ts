import { z } from 'zod'
import { CraftId } from '../wire/craft-id.ts'
import { SourceId } from '../wire/source.ts'
import { WrittenTime } from '../wire/wire-time.ts'
import { AlertView } from './alert-view.ts'
import { Cursor } from './subscribe-frame.ts'

/**
 * The first frame. `recovered`: the changes missed since `resume.cursor` follow, without a snapshot. Otherwise discard
 * what you hold: a snapshot follows. `cursor` is resume.cursor, or `a0.c0` when you hold nothing yet.
 */
export const WelcomeFrame = z.object({
  type: z.literal('welcome'),
  protocol: z.int(),
  /** Which log the cursors belong to; changes when the topics are recreated. */
  epoch: z.string(),
  cursor: Cursor,
  serverTime: WrittenTime,
  recovered: z.boolean(),
  /** Whether `tracks` frames will come. */
  tracks: z.boolean(),
})

/** Every alert that passes the filter. A large one comes in several frames, `more` on all but the last. */
export const SnapshotFrame = z.object({
  type: z.literal('snapshot'),
  cursor: Cursor,
  more: z.boolean(),
  alerts: z.array(AlertView),
})

/** A changed alert: a new version, or an action that took effect. Sent if it matches the filter now or did before. */
export const AlertFrame = z.object({ type: z.literal('alert'), cursor: Cursor, alert: AlertView })

/** The newest known position of one craft. */
export const TrackedCraft = z.object({
  craftId: CraftId,
  exercise: z.boolean(),
  observedAt: WrittenTime,
  longitude: z.number(),
  latitude: z.number(),
  speedKnots: z.number().optional(),
  courseDegrees: z.number().optional(),
  headingDegrees: z.number().optional(),
  accuracyMetres: z.number().optional(),
  name: z.string().optional(),
  shipType: z.union([z.number(), z.string()]).optional(),
  sourceId: SourceId,
})
export type TrackedCraft = Readonly<z.infer<typeof TrackedCraft>>

/** Craft that moved since the last such frame; the first frames after subscribing hold all known craft. */
export const TracksFrame = z.object({ type: z.literal('tracks'), craft: z.array(TrackedCraft) })

/** The activity of one source of observations. */
export const SourceStatus = z.object({
  id: z.string(),
  kind: z.string(),
  /** By the log's time; null when this instance has read nothing from it since it started. */
  lastHeardAt: WrittenTime.nullable(),
  /** Its newest observedAt. */
  newestObservationAt: WrittenTime.nullable(),
  /** Whether there is an open source-silent alert for it. */
  silent: z.boolean(),
})
export type SourceStatus = Readonly<z.infer<typeof SourceStatus>>

/** Sent once a client has been sent all up to the present, then every 10 s. Everything up to its cursor has been sent or did not pass the filter. */
export const HeartbeatFrame = z.object({
  type: z.literal('heartbeat'),
  serverTime: WrittenTime,
  cursor: Cursor,
  newestObservationAt: WrittenTime.nullable(),
  /** False while this instance cannot read the log: what it shows may be out of date. */
  current: z.boolean(),
  /**
   * By the server's clock: everything in the log at this time has been counted. Normally some seconds ago; while it stands
   * still, alerts may be missing. Null or absent: unknown.
   */
  countedUpTo: WrittenTime.nullable().optional(),
  /** At most 100: silent ones first, then those with the oldest activity. */
  sources: z.array(SourceStatus),
  sourcesMore: z.int(),
  /** Craft heard in the last 24 hours that `tracks` leaves out, because there are too many. Absent: not known. */
  craftNotShown: z.int().nonnegative().optional(),
  /** Another number: the marks on the map have changed, ask `GET /v1/marks` again. A heartbeat is sent at once then. Absent: not known. */
  marksRevision: z.int().nonnegative().optional(),
  /** The same of the watch: somebody has taken it over, ask `GET /v1/watch` again. */
  watchRevision: z.int().nonnegative().optional(),
})

/** Why the connection is about to be closed; FEED_CLOSE_CODES has the close code of each. */
export const FeedErrorCode = z.enum([
  'invalid-frame',
  'subscribe-timeout',
  'session-expired',
  'slow-reader',
  'too-many-clients',
  'behind',
  'not-ready',
  'shutting-down',
  'internal',
])
export type FeedErrorCode = z.infer<typeof FeedErrorCode>

export const ErrorFrame = z.object({
  type: z.literal('error'),
  code: FeedErrorCode,
  message: z.string(),
  /** Reconnect after this time. It includes jitter, so that clients do not all reconnect at once. */
  retryAfterMs: z.int().nonnegative().nullable(),
})

/** 4000 and up are ours. After those marked "do not retry" in docs/subscribing.md a client must change something first. */
export const FEED_CLOSE_CODES = {
  'invalid-frame': 4400,
  'session-expired': 4401,
  'subscribe-timeout': 4408,
  'slow-reader': 4413,
  'too-many-clients': 4429,
  behind: 4503,
  'not-ready': 4504,
  'shutting-down': 1001,
  internal: 1011,
} as const satisfies Readonly<Record<FeedErrorCode, number>>

export const ServerFrame = z.discriminatedUnion('type', [
  WelcomeFrame,
  SnapshotFrame,
  AlertFrame,
  TracksFrame,
  HeartbeatFrame,
  ErrorFrame,
])
export type ServerFrame = Readonly<z.infer<typeof ServerFrame>>
