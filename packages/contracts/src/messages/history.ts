import { z } from 'zod'
import { TokenId } from '../wire/token-id.ts'
import { WrittenTime } from '../wire/wire-time.ts'
import { RecordedAction } from './actions/action-record.ts'
import { CloseReason } from './actions/action-request.ts'
import { Alert } from './alert.ts'
import { AlertPlace } from './place/alert-place.ts'

/** One difference between two versions: its path, and the values there before and after (absent: none). */
export const Difference = z.object({ path: z.string(), before: z.unknown().optional(), after: z.unknown().optional() })
export type Difference = Readonly<z.infer<typeof Difference>>

export const VersionInHistory = z.object({
  kind: z.literal('version'),
  at: WrittenTime,
  version: z.int().positive(),
  /** From the version before; empty for the first. */
  differences: z.array(Difference).readonly(),
  alert: Alert,
  /** Where that version was, as of views. */
  place: AlertPlace.nullish(),
})
export type VersionInHistory = Readonly<z.infer<typeof VersionInHistory>>

export const ActionInHistory = z.object({
  kind: z.literal('action'),
  at: WrittenTime,
  action: RecordedAction,
  expectedVersion: z.int().positive(),
  /** `took`, or why it took no effect. */
  outcome: z.enum(['took', 'unknown-version', 'moved-on', 'overtaken', 'not-allowed']),
  /** Null where the reader's role does not see it. */
  operator: z.string().nullable(),
  /** Of the token that acted; absent without tokens, and where the reader's role does not see it. */
  tokenId: TokenId.optional(),
  note: z.string().nullable(),
  until: WrittenTime.nullable(),
  /** Of a tick: the item of the checklist. */
  item: z.string().optional(),
  /** Of a closing: why, and for a duplicate of which alert. */
  reason: CloseReason.optional(),
  duplicateOf: z.string().optional(),
  /** Who goes on with it; absent where the reader's role does not see names. */
  handedTo: z.string().optional(),
})
export type ActionInHistory = Readonly<z.infer<typeof ActionInHistory>>

export const HistoryEntry = z.discriminatedUnion('kind', [VersionInHistory, ActionInHistory])
export type HistoryEntry = Readonly<z.infer<typeof HistoryEntry>>

/** A page of `GET /v1/alerts/{id}/history`: every version and action, oldest first. */
export const History = z.object({
  alertId: z.string(),
  entries: z.array(HistoryEntry).readonly(),
  nextCursor: z.string().nullable(),
})
export type History = Readonly<z.infer<typeof History>>
