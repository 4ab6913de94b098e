/** A field divided by its unit's divisor; undefined from `limit` up, where "not available" and undefined values are. */
export const scaledBelow = (value: number, limit: number, divisor: number): number | undefined =>
  value < limit ? value / divisor : undefined

/** The same where one value, `unavailable`, is "not available". */
export const scaledUnless = (value: number, unavailable: number, divisor: number): number | undefined =>
  value === unavailable ? undefined : value / divisor

/** For fields in which 0 is "not available". */
export const nonZero = (value: number): number | undefined => (value === 0 ? undefined : value)
