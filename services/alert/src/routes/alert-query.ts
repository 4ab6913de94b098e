import { AlertKindName, AlertStatus, Severity } from '@landfall/contracts'
import { z } from 'zod'
import type { AlertFilter } from '../domain/passes-filter.ts'

const PAGE_ALERTS_MAX = 1_000
const PAGE_ALERTS_DEFAULT = 100

/** `a,b` and `?x=a&x=b` mean the same. */
const listOf = <Item extends z.ZodType<string, string>>(item: Item) =>
  z.preprocess(splitList, z.array(item).min(1).max(100))

const splitList = (given: unknown): readonly string[] => [given].flat().flatMap((text) => String(text).split(','))

/** The query of `GET /v1/alerts`. Strict: a mistyped filter must not show more than was asked for. */
export const AlertQuery = z.strictObject({
  status: listOf(AlertStatus).optional(),
  areaId: listOf(z.string().min(1).max(64)).optional(),
  severity: listOf(Severity).optional(),
  kind: listOf(AlertKindName).optional(),
  exercise: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
  /** As the page before gave it in nextCursor. */
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'must be a nextCursor of an earlier answer')
    .transform(Number)
    .optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_ALERTS_MAX).default(PAGE_ALERTS_DEFAULT),
})
export type AlertQuery = Readonly<z.output<typeof AlertQuery>>

export const toFilter = ({ status, areaId, severity, kind, exercise }: AlertQuery): AlertFilter => ({
  statuses: status,
  ...(areaId && { areaIds: areaId }),
  ...(severity && { severities: severity }),
  ...(kind && { kinds: kind }),
  ...(exercise !== undefined && { exercise }),
})
