import { z } from 'zod'
import { hiddenFault } from '../wire/escape-hidden.ts'
import { WireTime } from '../wire/wire-time.ts'

export const NOTE_CHARACTERS_MAX = 4_000

/** The actions an operator can take on an alert. */
export const ActionName = z.enum(['acknowledge', 'silence', 'unsilence', 'note', 'close', 'reopen'])
export type ActionName = z.infer<typeof ActionName>

/** Identifies one action of an operator, so that a retry or a second tab cannot take it twice. */
export const ActionId = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 printable ASCII characters without spaces')

/** Several lines, of text that can be seen. */
const note = z
  .string()
  .trim()
  .overwrite((text) => text.replaceAll('\r\n', '\n'))
  .min(1)
  .max(NOTE_CHARACTERS_MAX)
  .superRefine((text, context) => {
    const message = hiddenFault(text, 'lines')
    if (message !== null) context.addIssue({ code: 'custom', message })
  })

/** The body of `POST /v1/alerts/{id}/actions`. Strict: dropping a mistyped field would lose a note. */
export const ActionRequest = z
  .strictObject({
    action: ActionName,
    /** The alert version the operator was looking at. */
    expectedVersion: z.int().positive(),
    note: note.nullish().transform((given) => given ?? null),
    /** When a silence ends; only with `silence`. */
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
