import type { LonLat } from '@landfall/geo'

/** One report of a radar's target, with its time and, where it is tracked, its place. */
export type TargetReport =
  | { readonly status: 'lost' | 'acquiring'; readonly number: number }
  | (LonLat & {
      readonly status: 'tracked'
      readonly number: number
      readonly observedAtMs: number
      /** Absent where nothing says how far it is from the radar. */
      readonly accuracyMetres: number | undefined
      readonly speedKnots: number | undefined
      readonly courseDegrees: number | undefined
      readonly name: string | undefined
    })
