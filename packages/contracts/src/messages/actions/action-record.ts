import { z } from 'zod'
import { TokenId } from '../../wire/token-id.ts'
import { WrittenTime } from '../../wire/wire-time.ts'
import { ActionName, CloseReason, HANDED_TO_CHARACTERS_MAX, NOTE_CHARACTERS_MAX } from './action-request.ts'

/** The actions of operators, and `escalate`, which the service takes by itself if configured to. */
export const RecordedAction = z.enum([...ActionName.options, 'escalate'])
export type RecordedAction = z.infer<typeof RecordedAction>

/**
 * An action on an alert. Keyed by alertId; kept for ever; its time is the log's. The fold decides whether it takes effect,
 * the same on every instance: it applies to the version it names, or not at all.
 */
export const ActionRecord = z.object({
  type: z.literal('action'),
  /** Unique per alert, operator and token; a second record with the same id is a repeat. */
  actionId: z.string(),
  alertId: z.string(),
  action: RecordedAction,
  /** The alert version the operator was looking at. */
  expectedVersion: z.int().positive(),
  /** The name of the token that acted; names are unique among valid tokens only. */
  operator: z.string(),
  /** The id of that token, which is not secret. Absent without tokens, and in older records. */
  tokenId: TokenId.optional(),
  note: z.string().max(NOTE_CHARACTERS_MAX).nullable(),
  until: WrittenTime.nullable(),
  /** With `tick` and `untick`: the item of the checklist. */
  item: z.string().max(40).optional(),
  /** With `close`: why. Absent in records from before reasons were asked for. */
  reason: CloseReason.optional(),
  duplicateOf: z.string().max(128).optional(),
  handedTo: z.string().max(HANDED_TO_CHARACTERS_MAX).optional(),
  /**
   * How many actions (other than notes, ticks and escalations) had taken effect on this alert when this one was written. Of two
   * operators who act at once, the second in the log has an outdated turn, and loses.
   */
  turn: z.int().nonnegative(),
  /** Only with escalate: how long the alert must have stood unacknowledged, by the log's times. Milliseconds. */
  escalateAfterMs: z.int().positive().nullable(),
})
export type ActionRecord = Readonly<z.infer<typeof ActionRecord>>
