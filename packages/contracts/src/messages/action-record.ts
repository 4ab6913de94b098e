import { z } from 'zod'
import { WrittenTime } from '../wire/wire-time.ts'
import { ActionName, NOTE_CHARACTERS_MAX } from './action-request.ts'

/** Operators' actions, and the one the service takes by itself when it is configured to. */
export const RecordedAction = z.enum([...ActionName.options, 'escalate'])
export type RecordedAction = z.infer<typeof RecordedAction>

/**
 * What was done to an alert. Keyed by alertId; kept for ever; its time is the log's. Whether it takes effect is
 * decided by the fold, the same on every instance: it applies to the version it names, or not at all.
 */
export const ActionRecord = z.object({
  type: z.literal('action'),
  /** Unique per alert and operator; a second record with the same is a repeat. */
  actionId: z.string(),
  alertId: z.string(),
  action: RecordedAction,
  /** The alert version the operator was looking at. */
  expectedVersion: z.int().positive(),
  operator: z.string(),
  note: z.string().max(NOTE_CHARACTERS_MAX).nullable(),
  until: WrittenTime.nullable(),
  /**
   * How many actions had taken effect on this alert (notes and escalations aside) as its writer saw it. Of two operators
   * who act at once, the second in the log names a turn that is over, and loses.
   */
  turn: z.int().nonnegative(),
  /** Only with escalate: how long the alert must have stood unacknowledged, by the log's times. Milliseconds. */
  escalateAfterMs: z.int().positive().nullable(),
})
export type ActionRecord = Readonly<z.infer<typeof ActionRecord>>
