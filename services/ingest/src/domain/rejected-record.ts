import { formatWireTime, type Rejected, SourceId } from '@landfall/contracts'
import type { Incoming, Rejection } from './incoming.ts'

const INPUT_BYTES_MAX = 65_536

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
  ...cut(incoming.text ?? writeSafely(incoming.kind === 'value' ? incoming.value : null)),
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

const cut = (text: string): { readonly input: string; readonly truncated: boolean } => {
  const bytes = Buffer.from(text)
  if (bytes.length <= INPUT_BYTES_MAX) return { input: text, truncated: false }
  // Streaming leaves out a character that is cut in two at the end.
  const head = new TextDecoder().decode(bytes.subarray(0, INPUT_BYTES_MAX), { stream: true })
  return { input: head, truncated: true }
}

/** JSON that was parsed can be nested too deeply to be written: parsing needs no stack, writing does. */
const writeSafely = (value: unknown): string => {
  try {
    return JSON.stringify(value)
  } catch {
    return '(nested too deeply to be written)'
  }
}
