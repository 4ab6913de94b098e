import { cutInput, formatWireTime, type Rejected, SourceId } from '@landfall/contracts'
import type { Incoming, Rejection } from './incoming.ts'

export type Refusing = { readonly where: string; readonly receivedAtMs: number }

/** The `rejected` message of a refused record, so that nothing disappears without a trace. */
export const rejectedRecord = (
  incoming: Incoming,
  rejection: Rejection,
  { where, receivedAtMs }: Refusing,
): Rejected => ({
  type: 'rejected',
  sourceId: sourceIdOf(incoming),
  where,
  ...rejection,
  receivedAt: formatWireTime(receivedAtMs),
  ...cutInput(incoming.text ?? writeSafely(incoming.kind === 'value' ? incoming.value : null)),
})

/** Stands in the rejected topic for what a feeder sends beyond its budget. */
export const notStoredRecord = (
  incoming: Incoming,
  bytesPerHour: number,
  { where, receivedAtMs }: Refusing,
): Rejected => ({
  type: 'rejected',
  sourceId: sourceIdOf(incoming),
  where,
  code: 'not-stored',
  field: null,
  reason: `this feeder has used its budget for refused records, ${bytesPerHour} bytes an hour: what else of it is refused in this hour is counted, not stored`,
  receivedAt: formatWireTime(receivedAtMs),
  input: '',
  truncated: true,
})

/** The source id if there is a valid one, so that a feeder's rejections are found together. */
export const sourceIdOf = (incoming: Incoming): string => {
  const id = incoming.kind === 'value' ? sourceFieldOf(incoming.value, 'id') : incoming.sourceId
  return SourceId.safeParse(id).data ?? 'unknown'
}

export const sourceFieldOf = (value: unknown, field: 'id' | 'kind'): unknown => {
  const source = (value as { readonly source?: Readonly<Record<string, unknown>> | null } | null)?.source
  return source?.[field]
}

/** JSON that was parsed can be nested too deeply to be written: parsing needs no stack, writing does. */
const writeSafely = (value: unknown): string => {
  try {
    return JSON.stringify(value)
  } catch {
    return '(nested too deeply to be written)'
  }
}
