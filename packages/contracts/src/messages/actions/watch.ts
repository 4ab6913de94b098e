import { z } from 'zod'
import { TokenId } from '../../wire/token-id.ts'
import { WrittenTime } from '../../wire/wire-time.ts'
import { ActionId, NOTE_CHARACTERS_MAX, Note } from './action-request.ts'

/** How many open alerts are named when a watch is taken over; the others are counted. */
export const WATCH_ALERTS_MAX = 200
/** How many former watches `GET /v1/watch` lists; the log has them all. */
export const WATCHES_SHOWN_MAX = 20
/** The key of these records in the actions topic. No alert has it: their ids have no slash. */
export const WATCH_KEY = 'watch/taken-over'

const takenOver = {
  /** Unique per operator and token; a second record with the same id is a repeat. */
  watchId: z.string(),
  /** The name of the token that took over. */
  operator: z.string(),
  /** The id of that token, which is not secret. Absent without tokens. */
  tokenId: TokenId.optional(),
  note: z.string().max(NOTE_CHARACTERS_MAX).nullable(),
  /** The alerts that were open, real ones first; at most 200. */
  alertIds: z.array(z.string()).max(WATCH_ALERTS_MAX),
  /** How many more were open. */
  alertsMore: z.int().nonnegative(),
}

/**
 * Somebody takes over the watch: a record of the actions topic, kept for ever, its time the log's. It takes effect only after
 * the watch it names: of two who take over at once, the second in the log does not.
 */
export const WatchRecord = z.object({
  type: z.literal('watch'),
  ...takenOver,
  /** The watch it follows; null for the first. */
  follows: z.string().nullable(),
})
export type WatchRecord = Readonly<z.infer<typeof WatchRecord>>

/** A watch as `GET /v1/watch` shows it: who has it, since when, and what was open then. */
export const Watch = z.object({ ...takenOver, at: WrittenTime })
export type Watch = Readonly<z.infer<typeof Watch>>

/** The answer of `GET /v1/watch`. */
export const Watches = z.object({
  /** Null while nobody has ever taken over. */
  current: Watch.nullable(),
  /** Those before it, the newest first, at most 20. */
  former: z.array(Watch).readonly(),
})
export type Watches = Readonly<z.infer<typeof Watches>>

/** The body of `POST /v1/watch`. */
export const WatchRequest = z.strictObject({
  /** The `watchId` of the watch that is taken over; null where there was none. */
  follows: z.string().max(128).nullable(),
  note: Note.nullish().transform((given) => given ?? null),
  /** The same as the header Idempotency-Key. */
  watchId: ActionId.optional(),
})
export type WatchRequest = Readonly<z.output<typeof WatchRequest>>
