import { z } from 'zod'
import { CraftId } from '../../wire/craft-id.ts'
import { WrittenTime } from '../../wire/wire-time.ts'

/** Where a craft was, as one source said. Degrees (WGS 84), knots, degrees from true north. */
export const TrackPosition = z.object({
  at: WrittenTime,
  longitude: z.number(),
  latitude: z.number(),
  speedKnots: z.number().optional(),
  courseDegrees: z.number().optional(),
})
export type TrackPosition = Readonly<z.infer<typeof TrackPosition>>

/** The positions of one boat under all its names, whoever sent them, earliest first. */
export const CraftTrack = z.object({
  /** As the alert names it. */
  craftId: CraftId,
  positions: z.array(TrackPosition).readonly(),
  /** False where positions were left out, evenly, or some may not have been read. */
  complete: z.boolean(),
})
export type CraftTrack = Readonly<z.infer<typeof CraftTrack>>

/**
 * Where the craft of an alert were in the 24 hours up to `to`, as `GET /v1/alerts/{id}/tracks` answers: read from the log, without
 * positions that were taken back. No part of the alert.
 */
export const AlertTracks = z.object({
  alertId: z.string(),
  from: WrittenTime,
  /** Now; of an alert that is over, its newest version; of a recording its newest position. */
  to: WrittenTime,
  craft: z.array(CraftTrack).readonly(),
  /** False where anything is left out: positions, craft, or what could not be read in time. */
  complete: z.boolean(),
})
export type AlertTracks = Readonly<z.infer<typeof AlertTracks>>
