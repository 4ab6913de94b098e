import { z } from 'zod'

/**
 * Why an arrival may not be this craft's: positions before and after it were too far outside for one hull (more than 60 kn).
 * `position-jump`: it is the visit's only position, and nobody who saw the craft has said so; its people are possible, not likely.
 * `shared-identity`: there are more positions, or people were seen, or the number is one that several craft use: two boats.
 */
export const ArrivalDoubt = z.enum(['position-jump', 'shared-identity'])
export type ArrivalDoubt = z.infer<typeof ArrivalDoubt>

/** In words, for whoever reads the evidence. */
export const describeDoubt = (doubt: ArrivalDoubt): string => {
  switch (doubt) {
    case 'position-jump':
      return 'a single position, out of reach (60 kn) from those before and after it: its people count as possible only'
    case 'shared-identity':
      return 'out of reach (60 kn) from where this number was before and after: two boats under one number, counted as one'
    default:
      return doubt satisfies never
  }
}
