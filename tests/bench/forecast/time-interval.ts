import type { Eta } from '@landfall/contracts'

/** When a craft may arrive: what a forecast says, as milliseconds since 1970. */
export type TimeInterval = { readonly earliestMs: number; readonly likelyMs: number; readonly latestMs: number }

/** Intervals are taken as central ones of 80 %: as often too early as too late, one time in five altogether. */
export const ALPHA = 0.2

/**
 * The interval score of Gneiting and Raftery (2007, §6.2), in milliseconds: the width, and 2 ÷ α times what the truth lies outside.
 * Lower is better: neither a wide interval nor a wrong one pays.
 */
export const intervalScore = ({ earliestMs, latestMs }: TimeInterval, truthMs: number): number =>
  latestMs - earliestMs + (2 / ALPHA) * (Math.max(0, earliestMs - truthMs) + Math.max(0, truthMs - latestMs))

export const isInsideInterval = ({ earliestMs, latestMs }: TimeInterval, truthMs: number): boolean =>
  truthMs >= earliestMs && truthMs <= latestMs

export const intervalOfEta = ({ earliest, likely, latest }: Eta): TimeInterval => ({
  earliestMs: Date.parse(earliest),
  likelyMs: Date.parse(likely),
  latestMs: Date.parse(latest),
})

/** As far at this speed, and at a share more and less. */
export const intervalAtSpeed = (fromMs: number, nm: number, knots: number, spread: number): TimeInterval => {
  const after = (speed: number): number => fromMs + (nm / speed) * 3_600_000
  return { earliestMs: after(knots * (1 + spread)), likelyMs: after(knots), latestMs: after(knots * (1 - spread)) }
}
