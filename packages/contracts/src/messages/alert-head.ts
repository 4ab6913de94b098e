import { z } from 'zod'
import { Severity } from './severity.ts'

export const AlertStatus = z.enum(['open', 'cancelled', 'superseded'])
export type AlertStatus = z.infer<typeof AlertStatus>

/**
 * What every alert has, whatever its kind. For readers that pass alerts on: an alert of a later contract, with more fields
 * or of a kind unknown here, still parses.
 */
export const AlertHead = z.object({
  alertId: z.string().min(1).max(256),
  version: z.int().positive(),
  kind: z.string(),
  status: AlertStatus,
  severity: Severity,
  exercise: z.boolean(),
  /** Null or absent: the alert concerns every area. */
  areaId: z.string().nullish(),
})
export type AlertHead = Readonly<z.infer<typeof AlertHead>>
