import { z } from 'zod'
import { Eta } from './inbound/approach.ts'
import { Severity } from './severity.ts'

/** What a mass arrival or an inbound group says, as far as a report can change it. */
export const PreviewedAlert = z.object({
  kind: z.enum(['mass-arrival', 'inbound-group']),
  severity: Severity,
  unauthorised: z.object({ min: z.number(), likely: z.number(), max: z.number(), openEnded: z.boolean() }),
  craft: z.int(),
  /** When the first of an inbound group may land; null where that is not known, and for a mass arrival. */
  eta: Eta.nullable(),
})
export type PreviewedAlert = Readonly<z.infer<typeof PreviewedAlert>>

/** `before` is null where the report raises the alert, and `after` where the report ends it. */
const PreviewedEffect = z.object({
  /** Null where the alert has none yet. */
  alertId: z.string().nullable(),
  before: PreviewedAlert.nullable(),
  after: PreviewedAlert.nullable(),
})

/** What a report of people would do, worked out by the rules that count, before it is sent. */
export const ReportPreview = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('known'),
    /**
     * The mass arrivals and inbound groups that would change; empty where none would. At least that: boats that are in no alert, and reports
     * that an alert does not list because they agree with those it does, are not looked at, and can only make it more.
     */
    effects: z.array(PreviewedEffect),
  }),
  z.object({ outcome: z.literal('unknown'), reason: z.string() }),
])
export type ReportPreview = Readonly<z.infer<typeof ReportPreview>>
