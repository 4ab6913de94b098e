import { z } from 'zod'
import { CraftId } from '../wire/craft-id.ts'
import { SourceId } from '../wire/source.ts'
import { WrittenTime } from '../wire/wire-time.ts'
import { ReportEvidence } from './report-evidence.ts'

const place = { longitude: z.number(), latitude: z.number(), observedAt: WrittenTime }

/** A craft near a place, by the newest position of it that the answering instance has read. */
export const NearCraft = z.object({
  craftId: CraftId,
  name: z.string().optional(),
  ...place,
  sourceId: SourceId,
  /** From the place of the alert: nautical miles, and degrees from true north. */
  distanceNm: z.number().nonnegative(),
  bearingDegrees: z.number().min(0).max(360),
  /** Everyone aboard, by the newest report; null where none is known, which does not mean that nobody is aboard. */
  persons: ReportEvidence.pick({ aboard: true, method: true, sourceId: true, observedAt: true }).nullable(),
})
export type NearCraft = Readonly<z.infer<typeof NearCraft>>

/**
 * The craft near the place of an alert, as `GET /v1/alerts/{id}/near` answers: what an instance knows at that moment, for people
 * who decide which craft to send. No part of the alert, whose versions are a function of the log.
 */
export const NearAnswer = z.object({
  alertId: z.string(),
  version: z.int().positive(),
  /** Null while the place is not known; then no craft is near it. */
  place: z.object(place).nullable(),
  /** Which craft are near: at most so far from the place, and heard no earlier than so long before it. */
  withinNm: z.number(),
  withinMinutes: z.number(),
  /** The nearest first. */
  craft: z.array(NearCraft),
  /** Further ones beyond those listed. */
  craftMore: z.int().nonnegative(),
})
export type NearAnswer = Readonly<z.infer<typeof NearAnswer>>
