import { z } from 'zod'
import { WrittenTime } from '../wire/wire-time.ts'
import { ArrivalDoubt } from './alert-kinds/arrival-doubt.ts'
import { Approach } from './inbound/approach.ts'
import { VisitPersons } from './visit-persons.ts'

export const Visit = z.object({
  arrivedAt: WrittenTime,
  longitude: z.number(),
  latitude: z.number(),
  lastAt: WrittenTime,
  persons: VisitPersons.nullable(),
  /** Absent where nothing speaks against the arrival. */
  doubt: ArrivalDoubt.optional(),
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
  /** Absent where the craft has none, or none that matters to others. */
  approach: Approach.optional(),
  /** Visits that ended before this are left out because they expired, not because they were withdrawn. Null in old records: none are. */
  knownFrom: WrittenTime.nullable(),
  /** The newest observation of this partition and kind (real or exercise) when this was written. */
  newestObservationAt: WrittenTime,
  /** The newest observation in it. `partitions`: of the topic, where that has grown; its offsets begin again with each generation. */
  reflects: z.object({ partition: z.int(), offset: z.int(), partitions: z.int().optional() }),
})
export type ArrivalsSnapshot = Readonly<z.infer<typeof ArrivalsSnapshot>>

/** More offsets than a partition will have: at 10,000 a second in it they last for 27 years. */
const OFFSETS_OF_A_GENERATION = 2 ** 43

/**
 * Of snapshots with the same key, the one with the highest is the newest: a topic only ever gets more partitions, so their
 * number orders its generations. Exact up to `PARTITIONS_MAX`.
 */
export const reflectsOrder = ({ offset, partitions = 0 }: ArrivalsSnapshot['reflects']): number =>
  partitions * OFFSETS_OF_A_GENERATION + offset

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

/** The area of any record of the arrivals topics, by its key. */
export const areaIdOfArrivalsKey = (key: string | null): string => key?.split('/')[0] ?? ''
