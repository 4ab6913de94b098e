import { parseObservation } from '@landfall/contracts'

/** The form’s fields as typed. */
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

/** The observation to send, validated by the contract’s schema. Its source is left to the service, which knows who reports. */
export const reportInput = (fields: ReportFields): ReportRead => {
  const given = {
    type: 'persons',
    craftId: fields.craftId.trim(),
    method: fields.method,
    observedAt: fields.observedAt.trim(),
    aboard: aboardOf(fields),
    permitted: numberIn(fields.permitted),
    notPermitted: numberIn(fields.notPermitted),
    longitude: numberIn(fields.longitude),
    latitude: numberIn(fields.latitude),
    exercise: fields.exercise,
  }
  const observation = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const read = parseObservation({ ...observation, source: { id: 'operator', kind: 'manual' } })
  return read.ok ? { ok: true, observation } : { ok: false, field: read.field, reason: read.reason }
}

const aboardOf = ({ aboardMin, aboardLikely, aboardMax, openEnded }: ReportFields): unknown => {
  const min = numberIn(aboardMin)
  if (min === undefined) return undefined
  const likely = numberIn(aboardLikely)
  const max = openEnded ? null : (numberIn(aboardMax) ?? likely ?? min)
  return likely === undefined && max === min ? min : { min, ...(likely !== undefined && { likely }), max }
}

/** What is not a number stays text, for the schema to refuse by name. */
const numberIn = (text: string): number | string | undefined => {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  return Number.isNaN(Number(trimmed)) ? trimmed : Number(trimmed)
}
