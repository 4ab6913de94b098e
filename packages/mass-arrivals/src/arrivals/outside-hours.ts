import { HOUR_MS } from '../durations.ts'

/**
 * UTC hours, counted from 1970, in which a craft was seen outside an area: flat pairs [from, to), sorted, apart.
 * Whole hours are all that the rule of visits asks for, so a craft at sea for a month is two numbers.
 */
export type OutsideHours = readonly number[]

/** The same array where the hour was there already. */
export const addOutsideHour = (hours: OutsideHours, atMs: number): OutsideHours => {
  const hour = Math.floor(atMs / HOUR_MS)
  let at = hours.length
  while (at > 0 && bound(hours, at - 2) > hour) at -= 2
  // hours[at - 2] is now the last range that starts at or before the hour.
  const joinsBefore = at > 0 && bound(hours, at - 1) >= hour
  if (joinsBefore && bound(hours, at - 1) > hour) return hours
  const joinsAfter = at < hours.length && bound(hours, at) === hour + 1
  const from = joinsBefore ? bound(hours, at - 2) : hour
  const to = joinsAfter ? bound(hours, at + 1) : hour + 1
  return [...hours.slice(0, joinsBefore ? at - 2 : at), from, to, ...hours.slice(joinsAfter ? at + 2 : at)]
}

/** Whether some hour [h, h + 1 h) with aMs ≤ h and h + 1 h ≤ bMs is among them. */
export const hasOutsideHourWithin = (hours: OutsideHours, aMs: number, bMs: number): boolean => {
  const first = Math.ceil(aMs / HOUR_MS)
  const end = Math.floor(bMs / HOUR_MS)
  if (first >= end) return false
  for (let at = hours.length - 2; at >= 0; at -= 2) {
    if (bound(hours, at + 1) <= first) return false
    if (bound(hours, at) < end) return true
  }
  return false
}

/** Without the ranges that ended at or before `beforeMs`. */
export const dropHoursBefore = (hours: OutsideHours, beforeMs: number): OutsideHours => {
  let at = 0
  while (at < hours.length && bound(hours, at + 1) * HOUR_MS <= beforeMs) at += 2
  return at === 0 ? hours : hours.slice(at)
}

const bound = (hours: OutsideHours, at: number): number => hours[at] ?? Number.NaN
