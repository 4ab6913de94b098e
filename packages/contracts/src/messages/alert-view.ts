import { z } from 'zod'
import { WrittenTime } from '../wire/wire-time.ts'
import { ActionName } from './action-request.ts'
import { type AlertKind, type AlertOf, alertSchemas } from './alert.ts'

/** Null where the reader's role does not see it. */
const operator = z.string().nullable()

/** Severity and state are separate (IEC 62682): an acknowledged alarm is still an alarm. */
export const AlertState = z.enum(['unacknowledged', 'acknowledged', 'closed'])
export type AlertState = z.infer<typeof AlertState>

/** What operators did with an alert. Subscribers see what was done and when, but no names and no notes. */
export const OperatorSide = z.object({
  state: AlertState,
  /** False once nobody needs to look at it any more: closed, or ended and acknowledged. */
  listed: z.boolean(),
  /** When the first version and this version were appended to the log. */
  raisedAt: WrittenTime,
  updatedAt: WrittenTime,
  acknowledgement: z
    .object({ at: WrittenTime, operator, note: z.string().nullable(), version: z.int().positive() })
    .nullable(),
  silencedUntil: WrittenTime.nullable(),
  /** When a warning that stayed unacknowledged for too long became an alarm; null unless configured. */
  escalatedAt: WrittenTime.nullable(),
  closed: z.object({ at: WrittenTime, operator, note: z.string().nullable() }).nullable(),
  /** The newest, at most 50, oldest first; the history has them all. Empty for subscribers. */
  notes: z.array(z.object({ at: WrittenTime, operator, text: z.string() })),
  notesMore: z.int(),
  /** What this reader may do now; empty for subscribers. */
  allowedActions: z.array(ActionName),
})
export type OperatorSide = Readonly<z.infer<typeof OperatorSide>>

/** An alert of one kind as `GET /v1/alerts/{id}` and the feed show it: its newest version and the operators' side. */
export type AlertViewOf<Kind extends AlertKind> = AlertOf<Kind> & OperatorSide
export type AlertView = { readonly [Kind in AlertKind]: AlertViewOf<Kind> }[AlertKind]

const schemas = Object.values(alertSchemas).map((schema: z.ZodObject): z.ZodObject => schema.extend(OperatorSide.shape))

export const AlertView = z.discriminatedUnion('kind', schemas as [z.ZodObject, ...z.ZodObject[]]) as z.ZodType<
  unknown,
  unknown
> as z.ZodType<AlertView, AlertView>
