import { z } from 'zod'
import { PersonsMethod } from '../observation.ts'

const hours = (max: number) => z.number().positive().max(max)

/**
 * The rules of an area (design: semantics). An area file may set any of them in `properties.policy`; the rest have their
 * defaults. Distances in nautical miles (1,852 m), times in the unit of the name.
 */
export const Policy = z
  .strictObject({
    /** People without permission; strictly more than this is a mass arrival (Immigration Act 2009 (NZ) s 9A). */
    threshold: z.int().min(0).max(100_000).default(30),
    sameTimeMinutes: z.number().positive().max(10_080).default(60),
    periodHours: hours(720).default(24),
    linkDistanceNm: z.number().positive().max(1_000).default(24),
    visitGapHours: hours(720).default(6),
    absenceGapHours: hours(8_760).default(168),
    personsAfterHours: hours(8_760).default(72),
    personsFreshHours: hours(8_760).default(72),
    personsHorizonDays: z.number().positive().max(365).default(60),
    permissionHorizonDays: z.number().positive().max(365).default(14),
    retentionDays: z.number().positive().max(365).default(30),
    openEndedFactor: z.number().min(1).max(100).default(3),
    /** Methods whose people of unknown permission count as likely to be without permission. */
    likelyMethods: z.array(PersonsMethod).default(['headcount', 'sighting', 'estimate']),
  })
  .refine(({ sameTimeMinutes, periodHours }) => sameTimeMinutes <= periodHours * 60, {
    path: ['sameTimeMinutes'],
    error: 'must not be longer than periodHours',
  })
  .refine(({ visitGapHours, retentionDays }) => visitGapHours < retentionDays * 24, {
    path: ['visitGapHours'],
    error: 'must be shorter than retentionDays',
  })
  .refine(({ visitGapHours, absenceGapHours }) => visitGapHours <= absenceGapHours, {
    path: ['absenceGapHours'],
    error: 'must not be shorter than visitGapHours',
  })
export type Policy = Readonly<z.infer<typeof Policy>>
