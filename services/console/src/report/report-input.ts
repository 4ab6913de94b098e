import { parseObservation } from '@landfall/contracts'

/** The form's fields as they stand in it: texts. */
export type ReportFields = {
  readonly craftId: string
  readonly method: string
  readonly observedAt: string
  readonly aboardMin: string
  readonly aboardLikely: string
  readonly aboardMax: string
  readonly openEnded: boolean
  readonly permitted: string
  readonly notPermitted: string
  readonly longitude: string
  readonly latitude: string
  readonly exercise: boolean
}

export type ReportRead =
  | { readonly ok: true; readonly observation: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly field: string | null; readonly reason: string }

export const METHODS = ['headcount', 'sighting', 'manifest', 'estimate', 'intelligence'] as const

/** What the service will be sent, judged by the contract's own schema. The service itself says who reports. */
export const reportInput = (fields: ReportFields): ReportRead => {
  const number = (text: string): number | string | undefined => {
    const trimmed = text.trim()
    if (trimmed === '') return undefined
    return Number.isNaN(Number(trimmed)) ? trimmed : Number(trimmed)
  }
  const given = {
    type: 'persons',
    craftId: fields.craftId.trim(),
    method: fields.method,
    observedAt: fields.observedAt.trim(),
    aboard: aboardOf(fields, number),
    permitted: number(fields.permitted),
    notPermitted: number(fields.notPermitted),
    longitude: number(fields.longitude),
    latitude: number(fields.latitude),
    exercise: fields.exercise,
  }
  const observation = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const read = parseObservation({ ...observation, source: { id: 'operator', kind: 'manual' } })
  return read.ok ? { ok: true, observation } : { ok: false, field: read.field, reason: read.reason }
}

const aboardOf = (fields: ReportFields, number: (text: string) => number | string | undefined): unknown => {
  const { aboardMin, aboardLikely, aboardMax, openEnded } = fields
  const min = number(aboardMin)
  if (min === undefined) return undefined
  const likely = number(aboardLikely)
  const max = openEnded ? null : (number(aboardMax) ?? likely ?? min)
  return likely === undefined && max === min ? min : { min, ...(likely !== undefined && { likely }), max }
}
