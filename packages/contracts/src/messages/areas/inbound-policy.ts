import { z } from 'zod'

/** What holds where an area does not say otherwise. */
export const INBOUND_DEFAULTS = {
  watchDistanceNm: 188,
  horizonHours: 36,
  trackMinutes: 60,
  trackMinutesMin: 20,
  trackHoursMax: 24,
  speedSpread: 0.25,
  courseSpreadDegrees: 20,
  adriftKnots: 1.5,
  speedKnotsMax: 60,
} as const

/**
 * How approaches to an area are watched (design: inbound groups). Each field is optional, and none has its default here, so that areas
 * that say nothing keep the hash of their policy and the alerts that they have.
 */
export const InboundPolicy = z
  .strictObject({
    /** Up to so far outside the area craft are watched; 0: none are, and there are no alerts of inbound groups. */
    watchDistanceNm: z.number().min(0).max(1_000).optional(),
    /** A craft that would arrive later is not heading in. */
    horizonHours: z.number().positive().max(720).optional(),
    /** The age of the fix from which motion is made good, where there is one as old. */
    trackMinutes: z.number().positive().max(1_440).optional(),
    /** Motion over a shorter time is not made good. */
    trackMinutesMin: z.number().positive().max(1_440).optional(),
    /** A fix so much before the newest counts for nothing. */
    trackHoursMax: z.number().positive().max(720).optional(),
    /** The share by which a craft may be faster or slower than it was. */
    speedSpread: z.number().min(0).lt(0.5).optional(),
    /** By so much to both sides a craft may change course. */
    courseSpreadDegrees: z.number().min(0).max(45).optional(),
    /** A slower craft is adrift. */
    adriftKnots: z.number().positive().max(200).optional(),
    /** No craft is faster: a position that says so is skipped, a speed that says so counts as not stated. */
    speedKnotsMax: z.number().positive().max(200).optional(),
  })
  .refine((given) => orDefault(given, 'trackMinutesMin') <= orDefault(given, 'trackMinutes'), {
    path: ['trackMinutesMin'],
    error: 'must not be longer than trackMinutes [60]',
  })
  .refine((given) => orDefault(given, 'adriftKnots') < orDefault(given, 'speedKnotsMax'), {
    path: ['speedKnotsMax'],
    error: 'must be above adriftKnots [1.5]',
  })
export type InboundPolicy = Readonly<z.infer<typeof InboundPolicy>>

const orDefault = (
  given: { readonly [Field in keyof typeof INBOUND_DEFAULTS]?: number | undefined },
  field: keyof typeof INBOUND_DEFAULTS,
): number => given[field] ?? INBOUND_DEFAULTS[field]
