import { z } from 'zod'
import { ALERT_STATES } from '../shown/alert-states.ts'
import { TokenId } from '../wire/token-id.ts'
import { WrittenTime } from '../wire/wire-time.ts'
import { AllowedAction, CloseReason } from './actions/action-request.ts'
import { type AlertKind, type AlertOf, alertSchemas } from './alert.ts'
import { DistressPlace } from './alert-kinds/distress-alert.ts'
import { AlertPlace, NamedPlace } from './place/alert-place.ts'

/** Who acted. The name is null where the reader's role does not see it; the token's id is absent then, and without tokens. */
const author = { operator: z.string().nullable(), tokenId: TokenId.optional() }

/** How many notes an alert carries; the history has them all. */
export const SHOWN_NOTES_MAX = 10
/** How much of each note an alert carries, in UTF-16 code units; a longer one ends with `…` and is whole in the history. */
export const SHOWN_NOTE_CHARACTERS_MAX = 500
/** How many notes an alert takes; then `note` is no longer among its allowed actions. */
export const NOTES_PER_ALERT_MAX = 1_000
const note = z.string()

/** Severity and state are separate (IEC 62682): an acknowledged alarm is still an alarm. */
export const AlertState = z.enum(ALERT_STATES)
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
    .object({ at: WrittenTime, ...author, note: note.nullable(), version: z.int().positive() })
    .nullable(),
  silencedUntil: WrittenTime.nullable(),
  /** Who silenced it, and when; null while it is not silenced. Absent from earlier services. */
  silencedBy: z.object({ at: WrittenTime, ...author }).nullish(),
  /** When a warning that stayed unacknowledged for too long became an alarm; null unless configured. */
  escalatedAt: WrittenTime.nullable(),
  closed: z
    .object({
      at: WrittenTime,
      ...author,
      note: note.nullable(),
      /** Null where it was closed before reasons were asked for. Absent from earlier services, as the two below. */
      reason: CloseReason.nullish(),
      /** The alert that this one repeats. */
      duplicateOf: z.string().nullish(),
      /** Who goes on with it; null for subscribers. */
      handedTo: z.string().nullish(),
    })
    .nullable(),
  /** The newest, at most 10, oldest first, each cut at 500 characters. Empty for subscribers. */
  notes: z.array(z.object({ at: WrittenTime, ...author, text: note })),
  /** How many older ones there are, in the history alone. */
  notesMore: z.int(),
  /** The items of the checklist that are ticked, in the order in which they were, at most 50. Absent from earlier services. */
  checklist: z.array(z.object({ item: z.string(), at: WrittenTime, ...author })).optional(),
  /** What this reader may do now, ticks apart; empty for subscribers. */
  allowedActions: z.array(AllowedAction),
})
export type OperatorSide = Readonly<z.infer<typeof OperatorSide>>

/**
 * What reading adds, and no record of the log has. Null or absent: the alert has no place, or nothing near it has a name, or the service
 * is an older one. A call for help has its `place` anyway, and a name as well where there is one.
 */
const ReadPlace = z.object({ place: AlertPlace.nullish() })
const DistressReadPlace = z.object({ place: DistressPlace.extend(NamedPlace.shape).nullable() })
type ReadPlaceOf<Kind extends AlertKind> = Kind extends 'distress'
  ? z.infer<typeof DistressReadPlace>
  : z.infer<typeof ReadPlace>

/** An alert of one kind as `GET /v1/alerts/{id}` and the feed show it: its newest version, where it is, and the operators' side. */
export type AlertViewOf<Kind extends AlertKind> = AlertOf<Kind> & OperatorSide & Readonly<ReadPlaceOf<Kind>>
export type AlertView = { readonly [Kind in AlertKind]: AlertViewOf<Kind> }[AlertKind]

const schemas = Object.values(alertSchemas).map((schema: z.ZodObject): z.ZodObject => {
  const { place } = schema.shape['place'] === undefined ? ReadPlace.shape : DistressReadPlace.shape
  return schema.extend({ ...OperatorSide.shape, place })
})

export const AlertView = z.discriminatedUnion('kind', schemas as [z.ZodObject, ...z.ZodObject[]]) as z.ZodType<
  unknown,
  unknown
> as z.ZodType<AlertView, AlertView>
