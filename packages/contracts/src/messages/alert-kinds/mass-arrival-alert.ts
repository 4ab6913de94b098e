import { z } from 'zod'
import { WrittenTime } from '../../wire/wire-time.ts'
import { AlertStatus } from '../alert-head.ts'
import { Counts, Exclusion } from '../areas/policy.ts'
import { Certainty, Severity } from '../severity.ts'
import { VisitPersons } from '../visit-persons.ts'
import { ArrivalDoubt } from './arrival-doubt.ts'

const Sum = z.object({ persons: z.number(), from: WrittenTime.nullable(), to: WrittenTime.nullable() })

/** One limb of s 9A: each of min, likely and max is its own largest sum, with the first and last arrival in it. */
export const Limb = z.object({
  exceeds: Certainty.nullable(),
  min: Sum,
  likely: Sum,
  max: Sum.extend({ openEnded: z.boolean() }),
})
export type Limb = Readonly<z.infer<typeof Limb>>

export const AlertCraft = z.object({
  craftId: z.string(),
  sameAs: z.array(z.string()),
  name: z.string().nullable(),
  arrivedAt: WrittenTime,
  longitude: z.number(),
  latitude: z.number(),
  ...VisitPersons.shape,
  /** Other names beyond those listed; absent where all are. */
  sameAsMore: z.int().positive().optional(),
  /** Why the arrival may not be this craft's; absent where nothing speaks against it. */
  doubt: ArrivalDoubt.optional(),
})
export type AlertCraft = Readonly<z.infer<typeof AlertCraft>>

export const AlertLink = z.object({
  a: z.string(),
  aArrivedAt: WrittenTime,
  b: z.string(),
  bArrivedAt: WrittenTime,
  distanceNm: z.number(),
  minutesApart: z.number(),
})
export type AlertLink = Readonly<z.infer<typeof AlertLink>>

export const AlertChange = z.enum([
  'raised',
  'reopened',
  'cancelled',
  'superseded',
  'severity-raised',
  'severity-lowered',
  'craft-joined',
  'craft-left',
  'counts-raised',
  'counts-lowered',
  'policy-changed',
  'evidence-changed',
])
export type AlertChange = z.infer<typeof AlertChange>

/** One version of a mass arrival, complete. An indicator with its evidence, never a legal finding. */
export const MassArrivalAlert = z.object({
  alertId: z.string(),
  version: z.int().positive(),
  status: AlertStatus,
  kind: z.literal('mass-arrival'),
  exercise: z.boolean(),
  areaId: z.string(),
  severity: Severity,
  certainty: Certainty,
  threshold: z.int(),
  policy: z.string(),
  /** Who is counted, as the policy states it; absent: people without permission. With `aboard`, `unauthorised` is everybody. */
  counts: Counts.optional(),
  /** Craft that the numbers leave out, as the policy states it; absent: scheduled services and domestic craft. */
  excludes: z.array(Exclusion).optional(),
  /** The law that the policy follows, in its words. */
  law: z.string().optional(),
  unauthorised: z.object({ min: z.number(), likely: z.number(), max: z.number(), openEnded: z.boolean() }),
  limbs: z.object({ sameCraft: Limb, sameTime: Limb, samePeriod: Limb }),
  firstArrivalAt: WrittenTime,
  lastArrivalAt: WrittenTime,
  craft: z.array(AlertCraft),
  links: z.array(AlertLink),
  /** Visits beyond those listed, which every number counts all the same; absent where all are listed. */
  craftMore: z.int().positive().optional(),
  /** Links beyond those between listed visits. */
  linksMore: z.int().positive().optional(),
  /** Why no evidence is listed at all: `too-large`. The numbers are those of all of it. */
  evidenceOmitted: z.string().optional(),
  supersededBy: z.string().nullable(),
  reason: z.string().nullable(),
  changes: z.array(AlertChange),
  /** Part of every alert, because it may be a rescue before anything else (SOLAS V/33). */
  safety: z.literal('Lives at sea come first: this may be a rescue before it is anything else.'),
})
export type MassArrivalAlert = Readonly<z.infer<typeof MassArrivalAlert>>
