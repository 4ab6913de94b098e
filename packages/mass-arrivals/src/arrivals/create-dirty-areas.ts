import { HOUR_MS } from '../durations.ts'
import type { WatchedArea } from '../watched-area.ts'
import { areSameArrivals, arrivalsOf, noArrivals } from './arrivals-of.ts'
import type { CraftRecords } from './craft-records.ts'
import type { CraftState } from './craft-state.ts'

/** The areas, by their place in the list, for which each craft has something to tell. */
export type DirtyAreas = ReadonlyMap<string, ReadonlySet<number>>

/**
 * Judges record by record what is to be told. Comparing only the ends of a batch is not enough: after a crash the batches
 * are cut differently, and what the lost attempt had told in between must be told right again, even where nothing
 * is left of it at the end.
 */
export const createDirtyAreas = (areas: readonly WatchedArea[]) => {
  let dirty = new Map<string, Set<number>>()

  const note = (key: string, before: CraftState | undefined, after: CraftState | undefined): void => {
    if (after === undefined) return // A craft forgotten whole is not withdrawn.
    for (const [areaAt, area] of areas.entries()) {
      const known = dirty.get(key)
      if (known?.has(areaAt) || !changesArrivals(before, after, area, areaAt)) continue
      if (known === undefined) dirty.set(key, new Set([areaAt]))
      else known.add(areaAt)
    }
  }

  const take = (): DirtyAreas => {
    const taken = dirty
    dirty = new Map()
    return taken
  }

  return { note, take }
}

const changesArrivals = (
  before: CraftState | undefined,
  after: CraftState,
  area: WatchedArea,
  areaAt: number,
): boolean => {
  if (before !== undefined && isSurelySame(before, after, areaAt)) return false
  const was = before === undefined ? noArrivals : arrivalsOf(before, area, areaAt)
  const is = arrivalsOf(after, area, areaAt)
  return is.visits.length + was.visits.length > 0 && !areSameArrivals(was, is)
}

/**
 * Most changes only make the last stay longer within the hour: seen here without working out the arrivals. A longer
 * stay changes more than its end where something comes after it: the gap to the next stay, or how long after it a
 * report was made.
 */
const isSurelySame = (before: CraftState, after: CraftState, areaAt: number): boolean => {
  if (before.records !== after.records) return false
  const was = before.tracks[areaAt]
  const is = after.tracks[areaAt]
  if (was === is) return true
  if (was === undefined || is === undefined) return false
  if (is.runs.length === 0) return was.runs.length === 0 && after.records.size === 0
  return (
    was.outsideHours === is.outsideHours &&
    was.forgottenEndMs === is.forgottenEndMs &&
    was.runs.length === is.runs.length &&
    is.runs.every((run, at) => {
      const other = was.runs[at]
      if (run.first !== other?.first) return false
      if (run.lastMs === other.lastMs) return true
      const isLast = at === is.runs.length - 1
      return isLast && hourOf(run.lastMs) === hourOf(other.lastMs) && !hasReportAfter(after.records, other.lastMs)
    })
  )
}

const hourOf = (atMs: number): number => Math.floor(atMs / HOUR_MS)

const hasReportAfter = (records: CraftRecords, atMs: number): boolean => {
  for (const { record, observedAtMs } of records.values()) {
    if (record.type === 'persons' && observedAtMs > atMs) return true
  }
  return false
}
