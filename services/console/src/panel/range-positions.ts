/** Where the numbers lie on a bar, in percent of its width. The threshold is always inside. */
export type RangePositions = {
  readonly min: number
  readonly likely: number
  readonly max: number
  readonly threshold: number
}

type Sums = { readonly min: number; readonly likely: number; readonly max: number }

/** The bar ends at twice the threshold, or a little beyond the maximum where that is more. */
export const rangePositions = ({ min, likely, max }: Sums, threshold: number): RangePositions => {
  const whole = Math.max(threshold * 2, max * 1.1, 1)
  const percent = (persons: number): number => Math.round((persons / whole) * 1_000) / 10
  return { min: percent(min), likely: percent(likely), max: percent(max), threshold: percent(threshold) }
}
