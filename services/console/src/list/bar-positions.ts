import type { CountInterval } from '@landfall/contracts'

/** `12–25, likely 20`; one number where there is nothing to doubt; `40 or more`. */
export const intervalWords = ({ min, likely, max }: CountInterval): string => {
  if (max === null) return likely === min ? `${min} or more` : `${min} or more, likely ${likely}`
  if (min === max) return String(min)
  return `${min}–${max}, likely ${likely}`
}

/** Where the numbers lie on a bar, in percent of its width; the threshold lies always inside. */
export type BarPositions = {
  readonly min: number
  readonly likely: number
  readonly max: number
  readonly threshold: number
}

export type Sums = { readonly min: number; readonly likely: number; readonly max: number }

export const barPositions = ({ min, likely, max }: Sums, threshold: number): BarPositions => {
  const whole = Math.max(threshold * 2, max * 1.1, 1)
  const at = (persons: number): number => Math.round((persons / whole) * 1_000) / 10
  return { min: at(min), likely: at(likely), max: at(max), threshold: at(threshold) }
}
