import { formatWireTime, type Rejected } from '@landfall/contracts'
import type { LogEntry } from '../log-batch.ts'
import type { ObservationRefusal } from './validate-observation.ts'

const INPUT_CHARACTERS_MAX = 65_536

/** The record for the rejected topic. Its time is the log's, so that a replay writes the same again. */
export const rejectEntry = (
  { timestampMs }: LogEntry,
  input: string,
  sourceId: string,
  { code, field, reason }: ObservationRefusal,
): Rejected => ({
  type: 'rejected',
  sourceId,
  where: 'windowing/arrivals',
  code,
  reason,
  field,
  receivedAt: formatWireTime(timestampMs),
  input: input.slice(0, INPUT_CHARACTERS_MAX),
  truncated: input.length > INPUT_CHARACTERS_MAX,
})
