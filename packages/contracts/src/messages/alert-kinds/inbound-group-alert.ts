import { z } from 'zod'
import { WrittenTime } from '../../wire/wire-time.ts'
import { AlertStatus } from '../alert-head.ts'
import { Counts, Exclusion } from '../areas/policy.ts'
import { ApproachEvidence, Eta, Fix } from '../inbound/approach.ts'
import { VisitPersons } from '../visit-persons.ts'
import { ArrivalDoubt } from './arrival-doubt.ts'

/** A craft of an inbound group: one row for each boat that approaches, and one for each visit, as in a mass arrival. */
export const InboundCraft = z.object({
  /** Of an approach the name whose newest fix is the newest; the others of the boat are in `sameAs`. */
  craftId: z.string(),
  sameAs: z.array(z.string()),
  name: z.string().nullable(),
  /** Of the arrival or, of an approach, of the newest fix. */
  longitude: z.number(),
  latitude: z.number(),
  /** Null: it has not arrived. */
  arrivedAt: WrittenTime.nullable(),
  /** Null: it has arrived. */
  approach: ApproachEvidence.nullable(),
  ...VisitPersons.shape,
  /** Other names beyond those listed; absent where all are. */
  sameAsMore: z.int().positive().optional(),
  /** Why the arrival may not be this craft's; absent where nothing speaks against it. */
  doubt: ArrivalDoubt.optional(),
})
export type InboundCraft = Readonly<z.infer<typeof InboundCraft>>

/** Two craft that are near in time and place: by the time and place of the arrival or, of an approach, of the newest fix. */
export const InboundLink = z.object({
  a: z.string(),
  aAt: WrittenTime,
  b: z.string(),
  bAt: WrittenTime,
  distanceNm: z.number(),
  minutesApart: z.number(),
  /** The fix of the newer that was near the older's newest; absent where its own newest was. */
  fix: Fix.optional(),
})
export type InboundLink = Readonly<z.infer<typeof InboundLink>>

export const InboundChange = z.enum([
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
  'eta-earlier',
  'eta-later',
  'craft-arrived',
  'evidence-changed',
  'policy-changed',
])
export type InboundChange = z.infer<typeof InboundChange>

/**
 * One version of an inbound group, complete: people who approach an area and who, with those that came before them or alone, would be a
 * mass arrival if they arrived. A forecast is never an alarm. It stands beside a mass arrival, never in place of one.
 */
export const InboundGroupAlert = z.object({
  alertId: z.string(),
  version: z.int().positive(),
  status: AlertStatus,
  kind: z.literal('inbound-group'),
  exercise: z.boolean(),
  areaId: z.string(),
  /** A warning where those exceed that arrived or are heading in; else a caution. */
  severity: z.enum(['warning', 'caution']),
  certainty: z.enum(['likely', 'possible']),
  threshold: z.int(),
  policy: z.string(),
  /** As in a mass arrival. */
  counts: Counts.optional(),
  excludes: z.array(Exclusion).optional(),
  law: z.string().optional(),
  unauthorised: z.object({ min: z.number(), likely: z.number(), max: z.number(), openEnded: z.boolean() }),
  /** Likely people of those that arrived, and of those that approach; together `unauthorised.likely`. */
  arrived: z.number(),
  inbound: z.number(),
  /** The least earliest, the least likely and the greatest latest of the craft heading in; where there are none, of the others. */
  eta: Eta.nullable(),
  /** By time (the likely arrival, else the newest fix; or the arrival), then by craftId, visits first. */
  craft: z.array(InboundCraft),
  links: z.array(InboundLink),
  /** As in a mass arrival. */
  craftMore: z.int().positive().optional(),
  linksMore: z.int().positive().optional(),
  evidenceOmitted: z.string().optional(),
  /** The alert that goes on from here: another inbound group or the mass arrival that it became. */
  supersededBy: z.string().nullable(),
  reason: z.string().nullable(),
  changes: z.array(InboundChange),
  safety: z.literal('Lives at sea come first: this may be a rescue before it is anything else.'),
})
export type InboundGroupAlert = Readonly<z.infer<typeof InboundGroupAlert>>
