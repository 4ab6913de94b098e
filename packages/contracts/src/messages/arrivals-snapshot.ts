import { z } from 'zod'
import { WrittenTime } from '../wire/wire-time.ts'
import { VisitPersons } from './visit-persons.ts'

export const Visit = z.object({
  arrivedAt: WrittenTime,
  longitude: z.number(),
  latitude: z.number(),
  lastAt: WrittenTime,
  persons: VisitPersons.nullable(),
})
export type Visit = Readonly<z.infer<typeof Visit>>

/** What the records of a craft say of it so far; null is unknown. */
export const CraftDescription = z.object({
  name: z.string().nullable(),
  callSign: z.string().nullable(),
  imo: z.string().nullable(),
  flag: z.string().nullable(),
  shipType: z.union([z.number(), z.string()]).nullable(),
  lengthMetres: z.number().nullable(),
  scheduledService: z.boolean(),
  domestic: z.boolean(),
  sameAs: z.array(z.string()),
})
export type CraftDescription = Readonly<z.infer<typeof CraftDescription>>

/**
 * A craft's arrivals in one area, whole. Keyed `areaId/real/craftId` or `areaId/exercise/craftId`. May repeat; of two
 * with the same key the one that reflects the later observation is right.
 */
export const ArrivalsSnapshot = z.object({
  type: z.literal('arrivals'),
  areaId: z.string(),
  exercise: z.boolean(),
  craftId: z.string(),
  craft: CraftDescription,
  visits: z.array(Visit),
  /** Visits that ended before this are left out because they expired, not because they were withdrawn. Null in old records: none are. */
  knownFrom: WrittenTime.nullable(),
  /** The newest observation of this partition and kind (real or exercise) when this was written. */
  newestObservationAt: WrittenTime,
  reflects: z.object({ partition: z.int(), offset: z.int() }),
})
export type ArrivalsSnapshot = Readonly<z.infer<typeof ArrivalsSnapshot>>

/**
 * How far event time has come in one partition of the observations topic, for the readers of an area's arrivals: most
 * craft are never emitted, and what is over must be forgotten all the same. Written when the newest observation falls in
 * another UTC hour. May repeat, and come out of order: the greatest is right.
 */
export const ArrivalsWatermark = z.object({
  type: z.literal('watermark'),
  areaId: z.string(),
  exercise: z.boolean(),
  newestObservationAt: WrittenTime,
})
export type ArrivalsWatermark = Readonly<z.infer<typeof ArrivalsWatermark>>

export const arrivalsKey = (areaId: string, exercise: boolean, craftId: string): string =>
  `${areaId}/${exercise ? 'exercise' : 'real'}/${craftId}`
