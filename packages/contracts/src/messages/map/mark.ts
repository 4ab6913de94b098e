import { z } from 'zod'
import { TokenId } from '../../wire/token-id.ts'
import { WrittenTime } from '../../wire/wire-time.ts'
import { observationFields } from '../observed/observation-fields.ts'
import { visibleText } from '../visible-text.ts'

/** Marks that stand at a time; another is refused. */
export const MARKS_MAX = 200
export const MARK_NOTE_CHARACTERS_MAX = 500

const place = { longitude: observationFields.longitude, latitude: observationFields.latitude }

/** The body of `POST /v1/marks`. Strict: dropping a mistyped field would lose a note. */
export const MarkRequest = z.strictObject({
  ...place,
  note: visibleText(MARK_NOTE_CHARACTERS_MAX, 'lines'),
})
export type MarkRequest = Readonly<z.output<typeof MarkRequest>>

/** A place on the map with a note, which all operators see. No alert depends on it. */
export const Mark = z.object({
  markId: z.string().min(1).max(128),
  ...place,
  note: z.string().max(MARK_NOTE_CHARACTERS_MAX),
  /** When it was set, by the clock of the service. */
  at: WrittenTime,
  /** The name of the token that set it. */
  operator: z.string(),
})
export type Mark = Readonly<z.infer<typeof Mark>>

/** What `GET /v1/marks` answers: those that stand, the oldest first. */
export const Marks = z.object({ marks: z.array(Mark).readonly() })
export type Marks = Readonly<z.infer<typeof Marks>>

/**
 * A mark was set, or removed: then it says who did that, and when. Keyed by markId; the newest record of a mark holds, and has all that was
 * written of it, as older ones are compacted away.
 */
export const MarkRecord = Mark.extend({
  type: z.literal('mark'),
  /** Of the token that set it. Absent without tokens. */
  tokenId: TokenId.optional(),
  removed: z.object({ at: WrittenTime, operator: z.string(), tokenId: TokenId.optional() }).nullable(),
})
export type MarkRecord = Readonly<z.infer<typeof MarkRecord>>
