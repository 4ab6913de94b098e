import { z } from 'zod'
import { AreaId } from '../wire/area-id.ts'
import { type AlertKind, alertSchemas } from './alert.ts'
import { Severity } from './severity.ts'

/** Raised when a frame's meaning changes, not when fields or frame types are added. Ignore types you do not know. */
export const FEED_PROTOCOL = 1

/**
 * A position in the log: the next offsets of the alerts and the actions topic, as `a124.c46`, the same on every instance. A
 * frame's cursor is what to resume from once that frame has been processed.
 */
export const Cursor = z.string().regex(/^a\d{1,15}\.c\d{1,15}$/, 'must be a cursor as the feed gives it, as a124.c46')

const KINDS = Object.keys(alertSchemas) as [AlertKind, ...AlertKind[]]

/** A kind of alert, in a filter. */
export const AlertKindName = z.enum(KINDS)

/** Absent parts pass everything. An alert without an area (source-silent) passes any areaIds. */
export const FeedFilter = z.strictObject({
  areaIds: z.array(AreaId).min(1).max(100).optional(),
  severities: z.array(Severity).min(1).max(3).optional(),
  exercise: z.boolean().optional(),
  kinds: z.array(AlertKindName).min(1).max(KINDS.length).optional(),
})
export type FeedFilter = Readonly<z.infer<typeof FeedFilter>>

/** The one frame a client sends, within 10 s of connecting. Strict: a mistyped filter would hide alerts or show too many. */
export const SubscribeFrame = z.strictObject({
  type: z.literal('subscribe'),
  filter: FeedFilter.optional(),
  resume: z.strictObject({ epoch: z.string().max(64), cursor: Cursor }).optional(),
  /** Positions of craft, at most once a second; operators only. */
  tracks: z.boolean().optional(),
})
export type SubscribeFrame = Readonly<z.infer<typeof SubscribeFrame>>
