import { type CraftRecords, type HeldRecord, noRecords } from './craft-records.ts'
import { bearsOnCounts, type CraftState } from './craft-state.ts'
import { type Fixes, NO_FIXES } from './track/fixes.ts'
import { NO_RANGES } from './track/time-ranges.ts'
import { areOneTrack, emptyTrack, shareTracks, type Track } from './track/track.ts'

type EncodedTrack = readonly [
  runs: readonly (readonly number[])[],
  outsideHours: readonly number[],
  forgottenEndMs: number | null,
  /** Since format 3; absent where both are empty. */
  farBefore?: readonly number[],
  farAfter?: readonly number[],
  /** Since format 4; absent where there are none. */
  fixes?: Fixes,
  beyondMs?: number | null,
]
/** Of a track without runs that is as the last such one; since format 2. */
const AS_LAST = 0

type Encoded = readonly [
  tracks: readonly (EncodedTrack | typeof AS_LAST)[],
  records: readonly (readonly [string, HeldRecord])[],
  /** 1 where a craft is followed whose records do not say why any more. */
  isFollowed?: 1,
]

/** A craft's state as Redis keeps it: short, because there is one for every craft at sea. */
export const encodeCraft = ({ tracks, records, isFollowed }: CraftState): string =>
  JSON.stringify([encodeTracks(tracks), [...records], ...(isFollowed && !haveReason(records) ? [1] : [])])

const encodeTracks = (tracks: readonly Track[]): Encoded[0] => {
  let last: Track | undefined
  return tracks.map((track) => {
    if (track.runs.length > 0) return encodeTrack(track)
    if (last !== undefined && areOneTrack(track, last)) return AS_LAST
    last = track
    return encodeTrack(track)
  })
}

const encodeTrack = ({ runs, outsideHours, forgottenEndMs, ...track }: Track): EncodedTrack => {
  const encodedRuns = runs.map(({ first, lastMs }) => [first.atMs, first.longitude, first.latitude, lastMs])
  const { farBefore, farAfter, fixes, beyondMs } = track
  if (beyondMs !== null) return [encodedRuns, outsideHours, forgottenEndMs, farBefore, farAfter, fixes, beyondMs]
  if (fixes.length > 0) return [encodedRuns, outsideHours, forgottenEndMs, farBefore, farAfter, fixes]
  return farBefore.length + farAfter.length === 0
    ? [encodedRuns, outsideHours, forgottenEndMs]
    : [encodedRuns, outsideHours, forgottenEndMs, farBefore, farAfter]
}

const haveReason = (records: CraftRecords): boolean => [...records.values()].some(({ record }) => bearsOnCounts(record))

export const decodeCraft = (text: string): CraftState => {
  const [tracks, entries, isFollowed] = JSON.parse(text) as Encoded
  const records = entries.length === 0 ? noRecords : new Map(entries)
  return {
    tracks: decodeTracks(tracks),
    records,
    isFollowed: isFollowed === 1 || haveReason(records),
  }
}

const decodeTracks = (encoded: Encoded[0]): readonly Track[] => {
  let last = emptyTrack
  const tracks = encoded.map((each) => {
    if (each === AS_LAST) return last
    const track = decodeTrack(each)
    if (track.runs.length === 0) last = track
    return track
  })
  return shareTracks(tracks) // Format 1 wrote out each of them.
}

const decodeTrack = ([
  runs,
  outsideHours,
  forgottenEndMs,
  farBefore = NO_RANGES,
  farAfter = NO_RANGES,
  fixes = NO_FIXES,
  beyondMs = null,
]: EncodedTrack): Track => ({
  runs: runs.map(([atMs = 0, longitude = 0, latitude = 0, lastMs = 0]) => ({
    first: { atMs, longitude, latitude },
    lastMs,
  })),
  outsideHours,
  farBefore,
  farAfter,
  fixes,
  beyondMs,
  forgottenEndMs,
})
