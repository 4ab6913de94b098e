import { z } from 'zod'
import { WrittenTime } from '../../wire/wire-time.ts'
import { AlertStatus } from '../alert-head.ts'
import { DistressDevice } from '../observed/distress-fields.ts'

/** The newest place that was given, and when it was so. */
export const DistressPlace = z.object({ longitude: z.number(), latitude: z.number(), observedAt: WrittenTime })
export type DistressPlace = Readonly<z.infer<typeof DistressPlace>>

/**
 * A call for help, or the test of a device that sends one: one for each device at a time. Silence never ends a call: its alert is open
 * until the same device calls again after a silence, or an operator closes it.
 */
export const DistressAlert = z.object({
  alertId: z.string(),
  version: z.int().positive(),
  status: AlertStatus,
  kind: z.literal('distress'),
  exercise: z.boolean(),
  /** Where the place is inside that area and no other; else null. */
  areaId: z.string().nullable(),
  /** An alarm where it is a call, a caution where it is a test. */
  severity: z.enum(['alarm', 'caution']),
  certainty: z.literal('observed'),
  /** The beacon's, or that of who calls; `distress:others` where more devices call at a time than have an alert of their own. */
  craftId: z.string(),
  device: DistressDevice,
  test: z.boolean(),
  /** As it was last sent or said. */
  text: z.string().nullable(),
  /** Null while none was given. */
  place: DistressPlace.nullable(),
  /** Times of observation, without silences of more than six hours between them. */
  firstHeardAt: WrittenTime,
  lastHeardAt: WrittenTime,
  /** The source that heard it last. */
  heardBy: z.object({ id: z.string(), kind: z.string() }),
  /** The log's time up to which this version is complete. */
  loggedAt: WrittenTime,
  /** The alert of the same device that goes on from here. */
  supersededBy: z.string().nullable(),
  reason: z.string().nullable(),
  changes: z.array(
    z.enum([
      'raised',
      'reopened',
      'heard-again',
      'place-known',
      'moved',
      'evidence-changed',
      'cancelled',
      'superseded',
    ]),
  ),
})
export type DistressAlert = Readonly<z.infer<typeof DistressAlert>>
