import { earlierPoint, type Point } from './point.ts'

/**
 * Positions inside an area whose neighbours are never more than `visitGap` apart: nothing can part them, so only the
 * first one and the last time are kept.
 */
export type Run = { readonly first: Point; readonly lastMs: number }

/** Sorted, more than `gapMs` apart. The same array where the point changed nothing. */
export const addToRuns = (runs: readonly Run[], point: Point, gapMs: number): readonly Run[] => {
  // From the end, because the newest run is nearly always the one.
  let end = runs.length
  while (end > 0 && firstMs(runs, end - 1) > point.atMs + gapMs) end -= 1
  let start = end
  while (start > 0 && lastMs(runs, start - 1) >= point.atMs - gapMs) start -= 1
  const opening = runs[start]
  if (start === end || opening === undefined) {
    return [...runs.slice(0, start), { first: point, lastMs: point.atMs }, ...runs.slice(start)]
  }
  const first = earlierPoint(opening.first, point)
  const last = Math.max(lastMs(runs, end - 1), point.atMs)
  if (end - start === 1 && first === opening.first && last === opening.lastMs) return runs
  return [...runs.slice(0, start), { first, lastMs: last }, ...runs.slice(end)]
}

const firstMs = (runs: readonly Run[], at: number): number => runs[at]?.first.atMs ?? Number.NaN
const lastMs = (runs: readonly Run[], at: number): number => runs[at]?.lastMs ?? Number.NaN
