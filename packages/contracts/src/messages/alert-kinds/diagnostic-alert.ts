import { z } from 'zod'
import { WrittenTime } from '../../wire/wire-time.ts'
import { AlertStatus } from '../alert-head.ts'

/**
 * What the system has to say about itself:
 * - `feeder-quota`  a feeder sends more than it may; some of it was refused, or taken later
 * - `dead-letters`  a stage set records aside that it could not process
 * - `disk-space`    a disk of Kafka is nearly full: observations are refused, reports of people and alerts go on
 * - `contradiction` the alerts topic has another content under a version that readers know: what they show may be wrong
 */
export const DiagnosticCause = z.enum(['feeder-quota', 'dead-letters', 'disk-space', 'contradiction'])
export type DiagnosticCause = z.infer<typeof DiagnosticCause>

/** What it concerns: a feeder (`token coast-radar`, `address 192.0.2.7`), a stage. */
export const DiagnosticSubject = z.string().min(1).max(256)

/** One short sentence. */
export const DiagnosticDetail = z.string().min(1).max(512)

/** An alert about the system itself: a diagnostic alarm in the sense of IEC 62682. One for each cause and subject at a time. */
export const DiagnosticAlert = z.object({
  alertId: z.string(),
  version: z.int().positive(),
  status: AlertStatus,
  kind: z.literal('diagnostic'),
  /** Only exercise data are concerned. */
  exercise: z.boolean(),
  areaId: z.null(),
  severity: z.literal('caution'),
  certainty: z.literal('observed'),
  cause: DiagnosticCause,
  /** `others`: more subjects at a time than have an alert of their own. */
  subject: DiagnosticSubject,
  /** Of the newest occurrence. */
  detail: DiagnosticDetail,
  /** Occurrences from `firstAt` to `lastAt`. */
  count: z.int().positive(),
  firstAt: WrittenTime,
  lastAt: WrittenTime,
  /** The log's time up to which `count` is complete. */
  countedAt: WrittenTime,
  supersededBy: z.null(),
  reason: z.string().nullable(),
  changes: z.array(z.enum(['raised', 'reopened', 'counts-raised', 'cancelled'])),
})
export type DiagnosticAlert = Readonly<z.infer<typeof DiagnosticAlert>>
