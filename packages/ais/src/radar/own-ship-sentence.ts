import type { LonLat } from '@landfall/geo'

/** What a sentence says of the ship, or the mast, that the radar is on. */
export type OwnShipSentence =
  | ({
      readonly kind: 'fix'
      /** UTC, since midnight. */
      readonly timeOfDayMs: number | undefined
      /** The midnight that it counts from, where the sentence has a date. */
      readonly dateMs: number | undefined
      readonly speedKnots: number | undefined
      readonly courseDegrees: number | undefined
    } & LonLat)
  | { readonly kind: 'heading'; readonly headingDegrees: number }
