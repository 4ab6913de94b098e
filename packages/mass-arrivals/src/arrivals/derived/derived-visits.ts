import type { Visit } from '@landfall/contracts'
import type { HeldReport } from '../craft-records.ts'
import type { SeenPoint, Span, Track } from '../track/track.ts'

/** A craft's visits to one area, and what they were worked out from. */
export type DerivedVisits = {
  readonly track: Track
  /** Places of reports that stand. */
  readonly seen: ReadonlyMap<HeldReport, SeenPoint>
  /** The track with the places of reports. */
  readonly whole: Track
  readonly spans: readonly Span[]
  /** The reports of each visit, later first. */
  readonly reports: readonly (readonly HeldReport[])[]
  readonly visits: readonly Visit[]
}
