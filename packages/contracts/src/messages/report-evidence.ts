import { z } from 'zod'
import { CountInterval } from '../wire/count.ts'
import { WrittenTime } from '../wire/wire-time.ts'
import { PersonsMethod } from './observation.ts'

/** A persons report as evidence: enough to redo the sum, and nothing that names a person. */
export const ReportEvidence = z.object({
  observationId: z.string(),
  sourceId: z.string(),
  method: PersonsMethod,
  observedAt: WrittenTime,
  aboard: CountInterval,
  permitted: CountInterval.nullable(),
  notPermitted: CountInterval.nullable(),
})
export type ReportEvidence = Readonly<z.infer<typeof ReportEvidence>>

/** A conflicting report; `widens` if it raised the max of the report that counts. */
export const ConflictingReport = ReportEvidence.extend({ widens: z.boolean() })
export type ConflictingReport = Readonly<z.infer<typeof ConflictingReport>>
