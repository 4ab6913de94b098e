import { z } from 'zod'
import { WrittenTime } from '../../wire/wire-time.ts'
import { AlertStatus } from '../alert-head.ts'

/** More sources send than are watched: one that is new now, and not configured, would not be missed if it died. */
export const SourceLimitAlert = z.object({
  alertId: z.string(),
  version: z.int().positive(),
  status: AlertStatus,
  kind: z.literal('source-limit'),
  exercise: z.boolean(),
  areaId: z.null(),
  severity: z.literal('caution'),
  certainty: z.literal('observed'),
  /** How many sources are watched at most, configured ones aside. */
  sourcesMax: z.int().positive(),
  /** When the first source was refused for watching, also in the version that ends it. */
  reachedAt: WrittenTime,
  supersededBy: z.null(),
  reason: z.string().nullable(),
  changes: z.array(z.enum(['raised', 'reopened', 'cancelled'])),
})
export type SourceLimitAlert = Readonly<z.infer<typeof SourceLimitAlert>>
