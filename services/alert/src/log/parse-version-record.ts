import { ActionRecord, AlertStatus, parseWireTime, Severity } from '@landfall/contracts'
import type { LogRecord } from '@landfall/kafka'
import { z } from 'zod'
import type { AlertAction } from '../domain/alert-action.ts'
import type { AlertVersion } from '../domain/alert-version.ts'

/** Only what the fold needs: an alert of a later contract, with more fields or of another kind, is taken and passed on. */
const AlertHead = z.object({
  alertId: z.string().min(1).max(256),
  version: z.int().positive(),
  kind: z.string(),
  status: AlertStatus,
  severity: Severity,
  exercise: z.boolean(),
  areaId: z.string().nullish(),
  supersededBy: z.string().nullish(),
  source: z.object({ id: z.string() }).nullish(),
  craft: z
    .array(
      z.object({
        craftId: z.string(),
        sameAs: z.array(z.string()).default([]),
        unauthorised: z.object({ likely: z.number() }),
      }),
    )
    .default([]),
})

export type ParsedRecord<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string }
const unreadable = (reason: string) => ({ ok: false, reason }) as const

export const parseVersionRecord = ({ value, offset, timestampMs }: LogRecord): ParsedRecord<AlertVersion> => {
  const parsed = parse(AlertHead, value)
  if (!parsed.ok || value === null) return unreadable(parsed.ok ? 'no value' : parsed.reason)
  const { craft, areaId, supersededBy, source, ...head } = parsed.value
  const version: AlertVersion = {
    ...head,
    areaId: areaId ?? null,
    sourceId: source?.id ?? null,
    supersededBy: supersededBy ?? null,
    craft: craft.map(({ craftId, sameAs, unauthorised }) => ({ craftId, sameAs, likely: unauthorised.likely })),
    offset,
    timeMs: timestampMs,
    json: compact(value),
  }
  return { ok: true, value: version }
}

export const parseActionRecord = ({ value, offset, timestampMs }: LogRecord): ParsedRecord<AlertAction> => {
  const parsed = parse(ActionRecord, value)
  if (!parsed.ok) return parsed
  const { type: _type, until, ...action } = parsed.value
  const untilMs = until === null ? null : parseWireTime(until)
  if (Number.isNaN(untilMs)) return unreadable(`until is not a time: ${until}`)
  return { ok: true, value: { ...action, untilMs, offset, timeMs: timestampMs } }
}

const parse = <Schema extends z.ZodType>(schema: Schema, value: Buffer | null): ParsedRecord<z.output<Schema>> => {
  if (value === null) return unreadable('no value')
  let json: unknown
  try {
    json = JSON.parse(value.toString())
  } catch (error) {
    return unreadable(`not JSON: ${String(error)}`)
  }
  const parsed = schema.safeParse(json)
  return parsed.success ? { ok: true, value: parsed.data } : unreadable(z.prettifyError(parsed.error))
}

const CLOSING_BRACE = 0x7d

/** A copy without white space around it. A copy, since the record is a slice of a whole fetch that it would keep alive. */
const compact = (value: Buffer): Buffer =>
  value.at(-1) === CLOSING_BRACE ? Buffer.from(value) : Buffer.from(value.toString().trim())
