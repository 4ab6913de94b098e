import type { LonLat } from '@landfall/geo'

/** Where a radar says that a target is: relative to own ship (TTM), or by itself (TLL). */
export type TargetPlace =
  | {
      readonly kind: 'relative'
      readonly rangeMetres: number
      readonly bearingDegrees: number
      readonly isTrue: boolean
    }
  | ({ readonly kind: 'absolute' } & LonLat)

/** A target by its number, which a radar gives again to another when this one is lost. */
export type TargetSentence =
  | { readonly status: 'lost' | 'acquiring'; readonly number: number }
  | {
      readonly status: 'tracked'
      readonly number: number
      readonly place: TargetPlace
      /** Over the ground or through the water, as the radar is set; absent where relative to own ship. */
      readonly speedKnots: number | undefined
      readonly courseDegrees: number | undefined
      /** The label that the radar's operator gave it. */
      readonly name: string | undefined
      /** UTC, since midnight. */
      readonly timeOfDayMs: number | undefined
    }

/** Why a TTM or TLL is refused by its own fields. */
export type TargetFieldRefusal =
  | 'target-number-invalid'
  | 'target-status-unknown'
  | 'target-range-invalid'
  | 'target-unit-unknown'
  | 'target-bearing-invalid'
  | 'target-motion-invalid'
  | 'target-place-invalid'
  | 'target-time-invalid'
