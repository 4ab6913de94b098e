import { z } from 'zod'
import { WireTime, WrittenTime } from '../wire/wire-time.ts'

const NOTE_CHARACTERS_MAX = 4_000

/** What an operator may do to an alert. */
export const ActionName = z.enum(['acknowledge', 'silence', 'unsilence', 'note', 'close', 'reopen'])
export type ActionName = z.infer<typeof ActionName>

/** Names an operator's one deed, so that sending it again (a retry, a second tab) does it once. */
export const ActionId = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 printable ASCII characters without spaces')

const note = z.string().trim().min(1).max(NOTE_CHARACTERS_MAX)

/** The body of `POST /v1/alerts/{id}/actions`. Strict: a mistyped field that is dropped would lose a note. */
export const ActionRequest = z
  .strictObject({
    action: ActionName,
    /** The alert version the operator was looking at. */
    expectedVersion: z.int().positive(),
    note: note.nullish().transform((given) => given ?? null),
    /** The end of a silence; goes with `silence` only. */
    until: WireTime.nullish().transform((given) => given ?? null),
    /** The same as the header Idempotency-Key. */
    actionId: ActionId.optional(),
  })
  .superRefine(({ action, note, until }, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (action === 'note' && note === null) fault('note', 'must hold the text of the note')
    if (action === 'silence' && until === null) fault('until', 'must say when the silence ends')
    if (action !== 'silence' && until !== null) fault('until', `goes with silence only, not with ${action}`)
  })
export type ActionRequest = Readonly<z.output<typeof ActionRequest>>

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
