import { parseObservation } from '@landfall/contracts'
import { parsePosition } from './parse-position.ts'
import { parseSeenAt } from './parse-seen-at.ts'
import type { FieldName, ReportFields } from './report-fields.ts'

export type ReportErrors = Readonly<Partial<Record<FieldName, string>>>

export type ReportRead =
  | { readonly ok: true; readonly observation: Readonly<Record<string, unknown>> }
  /** At most one error for each field, as a sentence that follows its name. */
  | { readonly ok: false; readonly errors: ReportErrors }

/**
 * The observation to send, or what is wrong with each field. What the form itself does not decide is validated by the contract’s schema; the
 * source is left to the service, which knows who reports.
 */
export const reportInput = (fields: ReportFields, nowMs: number): ReportRead => {
  const craftError = craftErrorOf(fields)
  const place = readPlace(fields)
  const seenAt = parseSeenAt(fields.seenAt, fields.zone, nowMs)
  const aboard = aboardOf(fields)
  const given = {
    type: 'persons',
    craftId: reportedCraftId(fields),
    method: fields.method,
    observedAt: seenAt.ok ? new Date(seenAt.timeMs).toISOString() : new Date(nowMs).toISOString(),
    aboard,
    ...permissionOf(fields, aboard),
    ...(place.ok ? { longitude: place.longitude, latitude: place.latitude } : {}),
    exercise: fields.exercise,
  }
  const observation = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const errors: ReportErrors = {
    ...schemaError(observation),
    ...(aboard === undefined && { aboard: 'is missing: write at least the minimum' }),
    ...(craftError !== null && { craft: craftError }),
    ...(!place.ok && { position: place.reason }),
    ...(!seenAt.ok && { seenAt: seenAt.reason }),
  }
  return Object.keys(errors).length === 0 ? { ok: true, observation } : { ok: false, errors }
}

/** `mmsi:512000123`; for a new sighting the id that the form has made. */
export const reportedCraftId = ({ craftKind, craftText, sightingId }: ReportFields): string => {
  if (craftKind === 'sighting') return sightingId
  return craftKind === 'other' ? craftText.trim() : `${craftKind}:${craftText.trim()}`
}

const craftErrorOf = ({ craftKind, craftText }: ReportFields): string | null => {
  const text = craftText.trim()
  if (craftKind === 'sighting') return null
  if (craftKind === 'mmsi') return /^\d{9}$/.test(text) ? null : `${text || 'nothing'}: an MMSI is nine digits`
  if (text === '') return craftKind === 'track' ? 'is missing: write the track, as radar-4401' : 'is missing'
  return null
}

type Place =
  | { readonly ok: true; readonly longitude?: number; readonly latitude?: number }
  | { readonly ok: false; readonly reason: string }

const PLACED: readonly ReportFields['method'][] = ['headcount', 'sighting', 'estimate']

/** Whoever has seen a craft that nobody knows must say where; of a known one Landfall has positions. */
const readPlace = ({ position, craftKind, method }: ReportFields): Place => {
  const isPlaced = PLACED.includes(method)
  if (position.trim() !== '' && !isPlaced)
    return { ok: false, reason: `goes with ${PLACED.join(', ')}, not with ${method}: leave it empty` }
  if (position.trim() === '' && (craftKind !== 'sighting' || !isPlaced)) return { ok: true }
  return parsePosition(position)
}

const aboardOf = ({ aboardMin, aboardLikely, aboardMax, openEnded }: ReportFields): unknown => {
  const min = numberIn(aboardMin)
  if (min === undefined) return undefined
  const likely = numberIn(aboardLikely)
  const max = openEnded ? null : (numberIn(aboardMax) ?? likely ?? min)
  return likely === undefined && max === min ? min : { min, ...(likely !== undefined && { likely }), max }
}

const permissionOf = ({ permission, permitted, notPermitted }: ReportFields, aboard: unknown) => {
  if (permission === 'unknown') return {}
  if (permission === 'none') return { permitted: 0, notPermitted: aboard }
  return { permitted: numberIn(permitted), notPermitted: numberIn(notPermitted) }
}

/** What is not a number stays text, for the schema to refuse by name. */
const numberIn = (text: string): number | string | undefined => {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  return Number.isNaN(Number(trimmed)) ? trimmed : Number(trimmed)
}

const FIELD_OF: Readonly<Record<string, FieldName>> = {
  craftId: 'craft',
  longitude: 'position',
  latitude: 'position',
  observedAt: 'seenAt',
  aboard: 'aboard',
  permitted: 'permission',
  notPermitted: 'permission',
}

const schemaError = (observation: Readonly<Record<string, unknown>>): ReportErrors => {
  const read = parseObservation({ ...observation, source: { id: 'operator', kind: 'manual' } })
  if (read.ok) return {}
  const field = FIELD_OF[read.field?.split('.')[0] ?? ''] ?? 'aboard'
  return { [field]: `not accepted: ${read.reason}` }
}
