import { type CraftRecords, type HeldRecord, noRecords } from './craft-records.ts'
import { bearsOnCounts, type CraftState } from './craft-state.ts'
import type { Track } from './track.ts'

type EncodedTrack = readonly [
  runs: readonly (readonly number[])[],
  outsideHours: readonly number[],
  forgottenEndMs: number | null,
]
type Encoded = readonly [
  tracks: readonly EncodedTrack[],
  records: readonly (readonly [string, HeldRecord])[],
  /** 1 where a craft is followed whose records do not say why any more. */
  isFollowed?: 1,
]

/** A craft's state as Redis keeps it: short, because there is one for every craft at sea. */
export const encodeCraft = ({ tracks, records, isFollowed }: CraftState): string =>
  JSON.stringify([
    tracks.map(({ runs, outsideHours, forgottenEndMs }) => [
      runs.map(({ first, lastMs }) => [first.atMs, first.longitude, first.latitude, lastMs]),
      outsideHours,
      forgottenEndMs,
    ]),
    [...records],
    ...(isFollowed && !haveReason(records) ? [1] : []),
  ])

const haveReason = (records: CraftRecords): boolean => [...records.values()].some(({ record }) => bearsOnCounts(record))

export const decodeCraft = (text: string): CraftState => {
  const [tracks, entries, isFollowed] = JSON.parse(text) as Encoded
  const records = entries.length === 0 ? noRecords : new Map(entries)
  return {
    tracks: tracks.map(
      ([runs, outsideHours, forgottenEndMs]): Track => ({
        runs: runs.map(([atMs = 0, longitude = 0, latitude = 0, lastMs = 0]) => ({
          first: { atMs, longitude, latitude },
          lastMs,
        })),
        outsideHours,
        forgottenEndMs,
      }),
    ),
    records,
    isFollowed: isFollowed === 1 || haveReason(records),
  }
}
