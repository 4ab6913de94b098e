import { DAY_MS, HOUR_MS } from '../rules.ts'
import type { WatchedArea } from '../watched-area.ts'
import { assignReport } from './assign-report.ts'
import {
  type CraftRecords,
  type HeldRecord,
  isReport,
  retractedSpan,
  retractedSpans,
  standingRecords,
  takenBackKey,
} from './craft-records.ts'
import { type CraftState, seenPoints } from './craft-state.ts'
import { limitsOf } from './observations/validate-observation.ts'
import { forgetVisits } from './track/forget-visits.ts'
import { emptyTrack, shareTracks, type Track, visitsOf, withoutRetracted } from './track/track.ts'

/**
 * Forgets what lies more than each area's retention behind `newestMs` (design §4.9). The same state where
 * there was nothing to forget, undefined where nothing is left to keep.
 */
export const forgetCraft = (
  state: CraftState,
  newestMs: number,
  areas: readonly WatchedArea[],
): CraftState | undefined => {
  if (!isForgettingDue(state, newestMs, areas)) return state
  const standing = standingRecords(state.records)
  const retracted = retractedSpans(standing)
  const tracks = shareTracks(
    areas.map((area, index) =>
      forgetVisits(
        state.tracks[index] ?? emptyTrack,
        { seen: seenPoints(standing, area), retracted },
        newestMs - area.rules.retentionMs,
        area.rules,
      ),
    ),
  )
  const memoryMs = Math.max(...areas.map(({ rules }) => rules.retentionMs + rules.personsHorizonMs))
  const horizonMs = newestMs - memoryMs
  const fromMs = { horizonMs, positionsMs: newestMs - limitsOf(areas).positionMs }
  const records = keepRecords(state.records, standing, tracks, fromMs, areas)
  const hasTrack = tracks.some(
    ({ runs, outsideHours, forgottenEndMs }) =>
      runs.length > 0 || outsideHours.length > 0 || (forgottenEndMs !== null && forgottenEndMs >= horizonMs),
  )
  const isSpokenOf = [...records.values()].some(
    ({ record, heldAtMs }) => record.type === 'persons' || heldAtMs >= horizonMs,
  )
  if (!hasTrack && !isSpokenOf) return undefined
  const isSame = records === state.records && tracks.every((track, index) => track === state.tracks[index])
  return isSame ? state : { ...state, tracks, records }
}

/**
 * A report goes with the visits up to it, or when no visit can come for it any more and none has it: a boat may lie in
 * harbour for months. A retraction goes when it is as old and what it takes back is gone; one of positions when none of its span can
 * come any more, and what it took back is gone.
 */
const keepRecords = (
  records: CraftRecords,
  standing: readonly HeldRecord[],
  tracks: readonly Track[],
  { horizonMs, positionsMs }: { readonly horizonMs: number; readonly positionsMs: number },
  areas: readonly WatchedArea[],
): CraftRecords => {
  const withVisit = oldReportsOfVisits(standing, tracks, horizonMs, areas)
  const stays = (held: HeldRecord): boolean => {
    const { record, observedAtMs } = held
    if (record.type === 'position-retraction') return retractedSpan(record).toMs >= positionsMs
    if (record.type !== 'persons') return true
    return !wentWithVisits(held, tracks) && (observedAtMs >= horizonMs || withVisit.has(held))
  }
  const kept = new Map([...records].filter(([, held]) => stays(held)))
  for (const [key, { record, observedAtMs, heldAtMs }] of kept) {
    if (record.type !== 'retraction' || Math.max(observedAtMs, heldAtMs) >= horizonMs) continue
    const takenBack = kept.get(takenBackKey(record))
    if (takenBack === undefined || takenBack.record.type === 'retraction') kept.delete(key)
  }
  return kept.size === records.size ? records : kept
}

const wentWithVisits = ({ observedAtMs }: HeldRecord, tracks: readonly Track[]): boolean =>
  tracks.every(({ forgottenEndMs }) => forgottenEndMs !== null && observedAtMs <= forgottenEndMs)

const oldReportsOfVisits = (
  standing: readonly HeldRecord[],
  tracks: readonly Track[],
  horizonMs: number,
  areas: readonly WatchedArea[],
): ReadonlySet<HeldRecord> => {
  const old = standing.filter(isReport).filter(({ observedAtMs }) => observedAtMs < horizonMs)
  if (old.length === 0) return new Set()
  const retracted = retractedSpans(standing)
  const visited = areas.map((area, index) => {
    const track = withoutRetracted(tracks[index] ?? emptyTrack, retracted)
    return { area, track, visits: visitsOf(track, seenPoints(standing, area), area.rules) }
  })
  return new Set(
    old.filter(({ observedAtMs, record: { method } }) =>
      visited.some(
        ({ area, track, visits }) =>
          assignReport({ observedAtMs, method }, visits, track.forgottenEndMs, area.rules) !== null,
      ),
    ),
  )
}

/** Cheap, since it runs for every record. May say yes too early, never too late: the work itself decides exactly. */
const isForgettingDue = ({ tracks, records }: CraftState, newestMs: number, areas: readonly WatchedArea[]): boolean => {
  for (let index = 0; index < areas.length; index += 1) {
    const track = tracks[index]
    const beforeMs = newestMs - (areas[index]?.rules.retentionMs ?? 0)
    if (track === undefined) continue
    const oldestRun = track.runs[0]
    if (oldestRun !== undefined && oldestRun.lastMs < beforeMs) return true
    const oldestHourEnd = track.outsideHours[1]
    if (oldestHourEnd !== undefined && oldestHourEnd * HOUR_MS < beforeMs - DAY_MS) return true
  }
  return records.size > 0 && areRecordsDue(records, tracks, newestMs, areas)
}

/** Craft records stay for as long as the craft does, and nearly every craft has old ones. */
const areRecordsDue = (
  records: CraftRecords,
  tracks: readonly Track[],
  newestMs: number,
  areas: readonly WatchedArea[],
): boolean => {
  const isElsewhere = tracks.every(({ runs, outsideHours }) => runs.length === 0 && outsideHours.length === 0)
  return areas.some(({ rules }) => hasOldRecord(records, newestMs - rules.retentionMs, isElsewhere))
}

const hasOldRecord = (records: CraftRecords, beforeMs: number, ofCraftToo: boolean): boolean => {
  for (const { observedAtMs, record } of records.values()) {
    const oldMs = record.type === 'position-retraction' ? retractedSpan(record).toMs : observedAtMs
    if (oldMs < beforeMs && (ofCraftToo || record.type !== 'craft')) return true
  }
  return false
}
