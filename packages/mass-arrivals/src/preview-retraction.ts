import { newArrivalsState } from './arrivals/arrivals-state.ts'
import { type RetractedSpan, retractedSpans, standingRecords } from './arrivals/craft-records.ts'
import { craftStateKey } from './arrivals/craft-state-key.ts'
import { foldObservation } from './arrivals/fold-observation.ts'
import { withoutRetracted } from './arrivals/track/track.ts'
import type { LogEntry } from './log-entry.ts'
import type { WatchedArea } from './watched-area.ts'
import { worldOf } from './world.ts'

/** Positions inside an area that are taken back, or not, as a whole. Times in milliseconds since 1970. */
export type PreviewedRun = {
  readonly areaId: string
  readonly fromMs: number
  readonly toMs: number
  /** Whether the span holds it all. One that reaches beyond the span stays. */
  readonly goes: boolean
}

type Craft = { readonly craftId: string; readonly exercise: boolean }

/**
 * What taking back a span of a craft's positions will do, by the records of the craft in the log (those of others do no harm): each run of
 * positions inside that the span touches, by area and time. What was taken back before is not among them.
 */
export const previewRetraction = (
  entries: Iterable<LogEntry>,
  span: RetractedSpan,
  { craftId, exercise }: Craft,
  areas: readonly WatchedArea[],
): readonly PreviewedRun[] => {
  const state = newArrivalsState({ areas, partition: 0, world: worldOf(exercise) }, false)
  const fold = { state, changes: { set: () => {} }, isNoted: false }
  for (const entry of entries) foldObservation(entry, fold)
  const craft = state.craft.get(craftStateKey(worldOf(exercise), craftId))
  if (craft === undefined) return []
  const before = retractedSpans(standingRecords(craft.records))
  return areas.flatMap(({ areaId }, index) => {
    const track = craft.tracks[index]
    if (track === undefined) return []
    const standing = withoutRetracted(track, before)
    const left = new Set(withoutRetracted(standing, [span]).runs)
    return standing.runs
      .filter(({ first, lastMs }) => first.atMs <= span.toMs && lastMs >= span.fromMs)
      .map((run) => ({ areaId, fromMs: run.first.atMs, toMs: run.lastMs, goes: !left.has(run) }))
  })
}
