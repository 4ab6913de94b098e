import { z } from 'zod'
import { WrittenTime } from '../wire/wire-time.ts'
import { AlertStatus } from './alert-head.ts'

/** A source that should have been heard and was not: a quiet sea and a dead feed must look different. */
export const SourceSilentAlert = z.object({
  alertId: z.string(),
  version: z.int().positive(),
  status: AlertStatus,
  kind: z.literal('source-silent'),
  exercise: z.boolean(),
  areaId: z.null(),
  severity: z.literal('caution'),
  certainty: z.literal('observed'),
  source: z.object({ id: z.string(), kind: z.string() }),
  /** Silent since then, also in the version that says that it is heard again. */
  lastHeardAt: WrittenTime,
  /** Given or learned; it is missed after twice this, or later. */
  expectedIntervalSeconds: z.number().positive(),
  supersededBy: z.null(),
  reason: z.string().nullable(),
  changes: z.array(z.enum(['raised', 'reopened', 'cancelled'])),
})
export type SourceSilentAlert = Readonly<z.infer<typeof SourceSilentAlert>>
