import type { CountInterval } from '../wire/count.ts'

/** `12–25, likely 20`; one number when nothing is in doubt; `40 or more` when there is no upper bound. */
export const formatInterval = ({ min, likely, max }: CountInterval): string => {
  if (max === null) return likely === min ? `${min} or more` : `${min} or more, likely ${likely}`
  if (min === max && likely === min) return String(min)
  return `${min}–${max}, likely ${likely}`
}

type Sum = { readonly min: number; readonly likely: number; readonly max: number; readonly openEnded?: boolean }

/** `33–54, likely 46`; `33–54 or more, likely 46` when the sum is open-ended. */
export const formatSum = (sum: Sum): string =>
  isExact(sum) ? String(sum.min) : `${formatRange(sum)}, likely ${sum.likely}`

/** In rows the likely number comes first: `46`, and `33–54` beside it; the range is empty where nothing is in doubt. */
export const formatLikely = (sum: Sum): { readonly likely: string; readonly range: string } => ({
  likely: String(sum.likely),
  range: isExact(sum) ? '' : formatRange(sum),
})

const isExact = ({ min, likely, max, openEnded = false }: Sum): boolean => min === max && likely === min && !openEnded

const formatRange = ({ min, max, openEnded = false }: Sum): string => `${min}–${max}${openEnded ? ' or more' : ''}`
