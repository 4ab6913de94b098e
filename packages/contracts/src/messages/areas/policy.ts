import { z } from 'zod'
import { PersonsMethod } from '../observation.ts'
import { InboundPolicy } from './inbound-policy.ts'

const hours = (max: number) => z.number().positive().max(max)

/** 366 days. */
const YEAR_HOURS = 8_784

/** Which people an area counts: those without permission to enter, or everybody aboard, whatever their permission. */
export const Counts = z.enum(['unauthorised', 'aboard'])
export type Counts = z.infer<typeof Counts>

/** Craft that an area leaves out, by what their records say of them (`scheduledService`, `domestic`). */
export const Exclusion = z.enum(['scheduled-service', 'domestic'])
export type Exclusion = z.infer<typeof Exclusion>

/**
 * The rules of an area (design: semantics). An area file may set any of them in `properties.policy`; the rest have their
 * defaults. Distances in nautical miles (1,852 m), times in the unit of the name.
 */
export const Policy = z
  .strictObject({
    /** People, as `counts` says which; strictly more than this is a mass arrival (Immigration Act 2009 (NZ) s 9A). */
    threshold: z.int().min(0).max(100_000).default(30),
    // Optional, not with a default: areas that say nothing keep the hash, the state and the alerts that they have.
    /** Absent: `unauthorised`. */
    counts: Counts.optional(),
    /** Craft that are neither counted nor linked. Absent: both; an empty list: none. */
    excludes: z
      .array(Exclusion)
      .refine((all) => new Set(all).size === all.length, 'must not name the same twice')
      .optional(),
    /** The law that the policy follows, for whoever reads the alert: `Immigration Act 2009 (NZ) s 9A`. */
    law: z
      .string()
      .min(1)
      .max(120)
      .regex(/^[^\p{C}]+$/u, 'must be printable characters')
      .optional(),
    sameTimeMinutes: z.number().positive().max(10_080).default(60),
    /** Up to a year. */
    periodHours: hours(YEAR_HOURS).default(24),
    linkDistanceNm: z.number().positive().max(1_000).default(24),
    visitGapHours: hours(720).default(6),
    absenceGapHours: hours(8_760).default(168),
    personsAfterHours: hours(8_760).default(72),
    personsFreshHours: hours(8_760).default(72),
    personsHorizonDays: z.number().positive().max(365).default(60),
    permissionHorizonDays: z.number().positive().max(365).default(14),
    retentionDays: z
      .number()
      .positive()
      .max(YEAR_HOURS / 24)
      .default(30),
    openEndedFactor: z.number().min(1).max(100).default(3),
    /** Methods whose people of unknown permission count as likely to be without permission. */
    likelyMethods: z.array(PersonsMethod).default(['headcount', 'sighting', 'estimate']),
    /** Absent: inbound groups are watched by `INBOUND_DEFAULTS`. */
    inbound: InboundPolicy.optional(),
  })
  .refine(({ sameTimeMinutes, periodHours }) => sameTimeMinutes <= periodHours * 60, {
    path: ['sameTimeMinutes'],
    error: 'must not be longer than periodHours',
  })
  .refine(({ periodHours, retentionDays }) => periodHours <= retentionDays * 24, {
    path: ['periodHours'],
    error: 'must not be longer than retentionDays: raise that too, since visits are forgotten after it',
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
