/** Units of time, counted from 1970: flat pairs [from, to), sorted, apart. A month of neighbours takes two numbers. */
export type TimeRanges = readonly number[]

/** One for all: most tracks have none. */
export const NO_RANGES: TimeRanges = []

/** The same array where [from, to) was there already. */
export const addRange = (ranges: TimeRanges, from: number, to: number): TimeRanges => {
  // From the end: it is nearly always the newest.
  let end = ranges.length
  while (end > 0 && bound(ranges, end - 2) > to) end -= 2
  let start = end
  while (start > 0 && bound(ranges, start - 1) >= from) start -= 2
  if (start === end) return [...ranges.slice(0, start), from, to, ...ranges.slice(start)]
  const first = Math.min(from, bound(ranges, start))
  const last = Math.max(to, bound(ranges, end - 1))
  if (end - start === 2 && first === bound(ranges, start) && last === bound(ranges, end - 1)) return ranges
  return [...ranges.slice(0, start), first, last, ...ranges.slice(end)]
}

/** Whether any unit of [from, to) is among them. */
export const hasWithin = (ranges: TimeRanges, from: number, to: number): boolean => {
  if (from >= to) return false
  for (let index = ranges.length - 2; index >= 0; index -= 2) {
    if (bound(ranges, index + 1) <= from) return false
    if (bound(ranges, index) < to) return true
  }
  return false
}

/** Without the ranges that ended at or before the unit; the same array where there are none. */
export const dropRangesBefore = (ranges: TimeRanges, before: number): TimeRanges => {
  let index = 0
  while (index < ranges.length && bound(ranges, index + 1) <= before) index += 2
  return index === 0 ? ranges : ranges.slice(index)
}

export const areSameRanges = (a: TimeRanges, b: TimeRanges): boolean =>
  a === b || (a.length === b.length && a.every((unit, index) => unit === b[index]))

const bound = (ranges: TimeRanges, index: number): number => ranges[index] ?? Number.NaN
