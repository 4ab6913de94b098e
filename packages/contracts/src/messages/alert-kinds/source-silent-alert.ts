import { z } from 'zod'
import { WrittenTime } from '../../wire/wire-time.ts'
import { AlertStatus } from '../alert-head.ts'

/** A source that should have sent and did not: a quiet sea and a dead feed must look different. */
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
  /** When the silence began, also in the version that ends it. */
  lastHeardAt: WrittenTime,
  /** Configured or learned; the source is missed after twice this, or later. */
  expectedIntervalSeconds: z.number().positive(),
  supersededBy: z.null(),
  reason: z.string().nullable(),
  changes: z.array(z.enum(['raised', 'reopened', 'cancelled'])),
})
export type SourceSilentAlert = Readonly<z.infer<typeof SourceSilentAlert>>
