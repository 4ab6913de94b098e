import { z } from 'zod'
import { WrittenTime } from './wire-time.ts'

export const ActionName = z.enum(['acknowledge', 'silence', 'unsilence', 'note', 'close', 'reopen'])
export type ActionName = z.infer<typeof ActionName>

/** What an operator did. Keyed by alertId; kept for ever; its time is the log's. */
export const ActionRecord = z.object({
  type: z.literal('action'),
  actionId: z.string(),
  alertId: z.string(),
  action: ActionName,
  /** The alert version the operator was looking at. */
  expectedVersion: z.int().positive(),
  operator: z.string(),
  note: z.string().max(4_000).nullable(),
  until: WrittenTime.nullable(),
})
export type ActionRecord = Readonly<z.infer<typeof ActionRecord>>
