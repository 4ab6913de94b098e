import type { HeldRecord } from './craft-records.ts'
import type { CraftState } from './craft-state.ts'
import type { Track } from './track.ts'

type EncodedTrack = readonly [
  runs: readonly (readonly number[])[],
  outsideHours: readonly number[],
  forgottenEndMs: number | null,
]
type Encoded = readonly [tracks: readonly EncodedTrack[], records: readonly (readonly [string, HeldRecord])[]]

/** A craft's state as Redis keeps it: short, because there is one for every craft at sea. */
export const encodeCraft = ({ tracks, records }: CraftState): string =>
  JSON.stringify([
    tracks.map(({ runs, outsideHours, forgottenEndMs }) => [
      runs.map(({ first, lastMs }) => [first.atMs, first.longitude, first.latitude, lastMs]),
      outsideHours,
      forgottenEndMs,
    ]),
    [...records],
  ])

export const decodeCraft = (text: string): CraftState => {
  const [tracks, records] = JSON.parse(text) as Encoded
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
    records: new Map(records),
  }
}
