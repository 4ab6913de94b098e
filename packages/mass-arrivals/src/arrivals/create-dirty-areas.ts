import { hourOf } from '../rules.ts'
import type { WatchedArea } from '../watched-area.ts'
import { type Arrivals, areSameArrivals, arrivalsOf, noArrivals } from './arrivals-of.ts'
import type { CraftRecords } from './craft-records.ts'
import type { CraftState } from './craft-state.ts'
import { fixSlotOf, newestFixMs } from './track/fixes.ts'

/** For which areas, by index, a craft's arrivals have changed, and the last record that touched the craft since. */
export type DirtyCraft = { readonly areaIndexes: Set<number>; offset: number }

/**
 * Notes record by record whose arrivals have changed since they were last emitted. Comparing only the ends of a batch is not
 * enough: after a crash the batches are cut differently, and what the lost attempt had emitted in between must be corrected
 * again, even where nothing is left of it at the end.
 */
export const createDirtyAreas = (areas: readonly WatchedArea[]) => {
  let dirty = new Map<string, DirtyCraft>()

  const note = (key: string, before: CraftState | undefined, after: CraftState | undefined, offset: number): void => {
    let craft = dirty.get(key)
    if (craft !== undefined) craft.offset = offset
    if (!after?.isFollowed) return // Nor is a craft that was forgotten entirely withdrawn.
    for (const [areaIndex, area] of areas.entries()) {
      if (craft?.areaIndexes.has(areaIndex) || !changesArrivals(before, after, area, areaIndex)) continue
      if (craft === undefined) {
        craft = { areaIndexes: new Set(), offset }
        dirty.set(key, craft)
      }
      craft.areaIndexes.add(areaIndex)
    }
  }

  /** By state key; the next batch begins. */
  const take = (): ReadonlyMap<string, DirtyCraft> => {
    const taken = dirty
    dirty = new Map()
    return taken
  }

  return { note, take }
}
export type DirtyAreas = ReturnType<typeof createDirtyAreas>

const changesArrivals = (
  before: CraftState | undefined,
  after: CraftState,
  area: WatchedArea,
  areaIndex: number,
): boolean => {
  if (before?.isFollowed && isSurelySame(before, after, areaIndex)) return false
  const was = before?.isFollowed ? arrivalsOf(before, area, areaIndex) : noArrivals
  const is = arrivalsOf(after, area, areaIndex)
  return (saysAnything(was) || saysAnything(is)) && !areSameArrivals(was, is)
}

const saysAnything = ({ visits, approach }: Arrivals): boolean => visits.length > 0 || approach !== undefined

/**
 * Most changes only make the last stay longer within the hour: detected here without working out the arrivals. A longer
 * stay changes more than its end where something comes after it: the gap to the next stay, or how long after it a
 * report was made.
 */
const isSurelySame = (before: CraftState, after: CraftState, areaIndex: number): boolean => {
  if (before.records !== after.records) return false
  const was = before.tracks[areaIndex]
  const is = after.tracks[areaIndex]
  if (was === is) return true
  if (was === undefined || is === undefined) return false
  if (is.runs.length === 0) return was.runs.length === 0 && after.records.size === 0
  return (
    was.outsideHours === is.outsideHours &&
    was.farBefore === is.farBefore &&
    was.farAfter === is.farAfter &&
    was.fixes === is.fixes &&
    was.beyondMs === is.beyondMs &&
    was.forgottenEndMs === is.forgottenEndMs &&
    was.runs.length === is.runs.length &&
    is.runs.every((run, index) => {
      const other = was.runs[index]
      if (run.first !== other?.first) return false
      if (run.lastMs === other.lastMs) return true
      if (other.first.atMs === other.lastMs) return false // It was alone: that may have been doubted.
      const isLast = index === is.runs.length - 1
      if (!isLast || hourOf(run.lastMs) !== hourOf(other.lastMs) || decidesEnd(after.records, other.lastMs))
        return false
      return fixSlotOf(run.lastMs) === fixSlotOf(other.lastMs) || newestFixMs(is.fixes) <= other.lastMs
    })
  )
}

/** A stay that lasts longer may take a report from another one, or reach beyond the span in which it was taken back. */
const decidesEnd = (records: CraftRecords, atMs: number): boolean => {
  for (const { record, observedAtMs } of records.values()) {
    if (record.type === 'persons' && observedAtMs > atMs) return true
    if (record.type === 'position-retraction') return true
  }
  return false
}
