import { z } from 'zod'
import { WrittenTime } from '../../wire/wire-time.ts'

/** Cut to, in characters. */
export const DEAD_LETTER_LIMITS = { messageCharactersMax: 1_000, stackCharactersMax: 4_000 } as const

/**
 * A record of the log that a stage could not fold, whole, and what was thrown. Keyed by what it is the letter of: stage,
 * topic, partition and offset. Written again when the stage comes to the record again (after a crash, in a rebuild): readers take
 * each once.
 */
export const DeadLetter = z.object({
  type: z.literal('dead-letter'),
  stage: z.string(),
  topic: z.string(),
  partition: z.int().nonnegative(),
  offset: z.int().nonnegative(),
  /** When the broker appended the record. */
  loggedAt: WrittenTime,
  key: z.string().nullable(),
  /** As the record had it; null for a record without a value. */
  value: z.string().nullable(),
  /** `base64` where the value is no UTF-8, or would take more room as text. */
  encoding: z.enum(['text', 'base64']),
  error: z.object({ name: z.string(), message: z.string(), stack: z.string().nullable() }),
  /** When it was set aside. */
  at: WrittenTime,
})
export type DeadLetter = Readonly<z.infer<typeof DeadLetter>>

/** Of the record that it is the letter of. */
export const deadLetterKey = ({
  stage,
  topic,
  partition,
  offset,
}: Pick<DeadLetter, 'stage' | 'topic' | 'partition' | 'offset'>): string => `${stage}/${topic}/${partition}/${offset}`
