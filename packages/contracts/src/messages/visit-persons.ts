import { z } from 'zod'
import { CountInterval } from '../wire/count.ts'
import { ConflictingReport, ReportEvidence } from './report-evidence.ts'

/** The people of a visit: the interval of those who count, which are those without permission, and the reports behind it. */
export const VisitPersons = z.object({
  /** Where the area's policy has `counts: aboard`: everybody aboard. */
  unauthorised: CountInterval,
  /** What sums use for max: max itself or, where it is open, the policy's factor times the best lower figure. */
  maxInSums: z.number(),
  aboardReport: ReportEvidence,
  permissionReport: ReportEvidence.nullable(),
  conflictingReports: z.array(ConflictingReport),
  /** Conflicting reports beyond those listed. */
  conflictingReportsMore: z.int(),
})
export type VisitPersons = Readonly<z.infer<typeof VisitPersons>>
