import { z } from 'zod'
import { WireTime } from '../../wire/wire-time.ts'
import { visibleText } from '../visible-text.ts'
import { ChecklistItemId } from './checklist-spec.ts'

export const NOTE_CHARACTERS_MAX = 4_000
/** Of who takes over a closed alert, in UTF-16 code units. */
export const HANDED_TO_CHARACTERS_MAX = 120

/**
 * What an operator can do about an alert as a whole: what `allowedActions` may hold. No action is ever added here, because
 * consoles and commands of an earlier version refuse an alert that allows what they do not know.
 */
export const AllowedAction = z.enum(['acknowledge', 'silence', 'unsilence', 'note', 'close', 'reopen'])
export type AllowedAction = z.infer<typeof AllowedAction>

/** The actions an operator can take on an alert: those, and the checklist's, which are always possible. */
export const ActionName = z.enum([...AllowedAction.options, 'tick', 'untick'])
export type ActionName = z.infer<typeof ActionName>

/** Why an alert is closed. `false`: there was nothing. */
export const CloseReason = z.enum(['resolved', 'false', 'duplicate', 'handed-over'])
export type CloseReason = z.infer<typeof CloseReason>

/** Identifies one action of an operator, so that a retry or a second tab cannot take it twice. */
export const ActionId = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 printable ASCII characters without spaces')

export const Note = visibleText(NOTE_CHARACTERS_MAX, 'lines')

/** The body of `POST /v1/alerts/{id}/actions`. Strict: dropping a mistyped field would lose a note. */
export const ActionRequest = z
  .strictObject({
    action: ActionName,
    /** The alert version the operator was looking at. */
    expectedVersion: z.int().positive(),
    note: Note.nullish().transform((given) => given ?? null),
    /** When a silence ends; only with `silence`. */
    until: WireTime.nullish().transform((given) => given ?? null),
    /** The item of the checklist; only with `tick` and `untick`. */
    item: ChecklistItemId.optional(),
    /** Why it is closed; only with `close`, which is refused without (422). */
    reason: CloseReason.optional(),
    /** The id of the alert that this one repeats; only with the reason `duplicate`, which needs it. */
    duplicateOf: z.string().min(1).max(128).optional(),
    /** Who goes on with it; only with the reason `handed-over`, which needs it. */
    handedTo: visibleText(HANDED_TO_CHARACTERS_MAX, 'line').optional(),
    /** The same as the header Idempotency-Key. */
    actionId: ActionId.optional(),
  })
  .superRefine(({ action, note, until, item, reason, duplicateOf, handedTo }, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    const isTick = action === 'tick' || action === 'untick'
    if (action === 'note' && note === null) fault('note', 'must hold the text of the note')
    if (action === 'silence' && until === null) fault('until', 'must say when the silence ends')
    if (action !== 'silence' && until !== null) fault('until', `goes with silence only, not with ${action}`)
    if (isTick && item === undefined) fault('item', 'must name an item of the checklist')
    if (!isTick && item !== undefined) fault('item', `goes with tick and untick only, not with ${action}`)
    if (isTick && note !== null) fault('note', `goes with no ${action}; write a note of its own`)
    if (action !== 'close' && reason !== undefined) fault('reason', `goes with close only, not with ${action}`)
    if (reason !== 'duplicate' && duplicateOf !== undefined) fault('duplicateOf', 'goes with the reason duplicate only')
    if (reason !== 'handed-over' && handedTo !== undefined) fault('handedTo', 'goes with the reason handed-over only')
  })
export type ActionRequest = Readonly<z.output<typeof ActionRequest>>
