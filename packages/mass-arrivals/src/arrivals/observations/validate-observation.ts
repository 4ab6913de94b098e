import {
  cutInput,
  FUTURE_MS_MAX,
  formatWireTime,
  LoggedObservation,
  type Observation,
  type PositionRetraction,
  parseWireTime,
  type Rejected,
} from '@landfall/contracts'
import type { LogEntry } from '../../log-entry.ts'
import { DAY_MS } from '../../rules.ts'
import type { WatchedArea } from '../../watched-area.ts'
import { REJECTED_LIMITS } from '../arrivals-limits.ts'
import { ID_CHARACTERS_MAX } from './read-plain-position.ts'

export type ReadLoggedObservation =
  | { readonly ok: true; readonly observation: Observation; readonly observedAtMs: number }
  | { readonly ok: false; readonly reason: string; readonly field: string | null }

/**
 * Reads one record of the observations topic. ingest has validated it; so a position only gets a quick
 * check, which keeps this off the profile: of all that is used of it, here or in a refusal. Anything unexpected goes
 * through the schema, which words the refusal.
 */
export const readLoggedObservation = (text: string): ReadLoggedObservation => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { ok: false, reason: 'is not JSON', field: null }
  }
  if (isWrittenPosition(json)) {
    const observedAtMs = Date.parse(json.observedAt)
    if (!Number.isNaN(observedAtMs)) return { ok: true, observation: json, observedAtMs }
  }
  const parsed = LoggedObservation.safeParse(json)
  if (parsed.success) {
    return { ok: true, observation: parsed.data, observedAtMs: parseWireTime(parsed.data.observedAt) }
  }
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') ?? ''
  return { ok: false, reason: `${field || 'observation'}: ${issue?.message ?? 'is not valid'}`, field: field || null }
}

type Position = Extract<Observation, { type: 'position' }>

const isWrittenPosition = (json: unknown): json is Position => {
  if (typeof json !== 'object' || json === null) return false
  const { type, craftId, longitude, latitude, exercise, observedAt, source } = json as Partial<Position>
  return (
    type === 'position' &&
    typeof craftId === 'string' &&
    craftId.length <= ID_CHARACTERS_MAX &&
    typeof exercise === 'boolean' &&
    typeof observedAt === 'string' &&
    observedAt.length === 24 &&
    observedAt.endsWith('Z') && // Else it might be a time of this machine's zone.
    typeof source === 'object' &&
    typeof source?.id === 'string' &&
    source.id.length <= ID_CHARACTERS_MAX &&
    typeof longitude === 'number' &&
    longitude >= -180 &&
    longitude <= 180 &&
    typeof latitude === 'number' &&
    latitude >= -90 &&
    latitude <= 90
  )
}

/** How far behind the newest observation a record may be, in milliseconds; older records cannot matter. */
export type Limits = { readonly positionMs: number; readonly personsMs: number }

export type ObservationRefusal = {
  readonly code: 'invalid' | 'future' | 'too-late' | 'limit'
  readonly field: string | null
  readonly reason: string
}

/** An observation matters as long as it does to any area, so the longest limit decides. */
export const limitsOf = (areas: readonly WatchedArea[]): Limits => ({
  positionMs: Math.max(...areas.map(({ rules }) => rules.retentionMs)),
  personsMs: Math.max(...areas.map(({ rules }) => rules.retentionMs + rules.personsHorizonMs)),
})

/** Whether a position may be folded, by the same limits as `validateObservation`, which words why not. */
export const isInTime = (observedAtMs: number, loggedAtMs: number, newestMs: number, { positionMs }: Limits): boolean =>
  !isAhead(observedAtMs, loggedAtMs) && observedAtMs >= newestMs - positionMs

const isAhead = (observedAtMs: number, loggedAtMs: number): boolean => observedAtMs > loggedAtMs + FUTURE_MS_MAX

/**
 * Undefined for an observation that may be folded (design §4.9). The future is measured against the log's own
 * time, so that one wrong clock cannot move everybody's windows and the answer is the same on every replay.
 */
export const validateObservation = (
  observation: Observation,
  observedAtMs: number,
  loggedAtMs: number,
  newestMs: number,
  { positionMs, personsMs }: Limits,
): ObservationRefusal | undefined => {
  const { type, observedAt } = observation
  if (isAhead(observedAtMs, loggedAtMs)) {
    return {
      code: 'future',
      field: 'observedAt',
      reason: `observedAt: ${observedAt} is more than 5 minutes ahead of the log`,
    }
  }
  if (type === 'position-retraction') return tooLateSpan(observation, newestMs - positionMs, positionMs)
  // Craft records and other retractions are never too late (design §4.9).
  const limitMs = type === 'position' ? positionMs : type === 'persons' ? personsMs : Number.POSITIVE_INFINITY
  if (observedAtMs >= newestMs - limitMs) return undefined
  const days = limitMs / DAY_MS
  return {
    code: 'too-late',
    field: 'observedAt',
    reason: `observedAt: ${observedAt} is more than ${days} days behind the newest observation`,
  }
}

/** Of positions that are forgotten, none of which can come any more. */
const tooLateSpan = ({ toAt }: PositionRetraction, sinceMs: number, limitMs: number): ObservationRefusal | undefined =>
  parseWireTime(toAt) >= sinceMs
    ? undefined
    : {
        code: 'too-late',
        field: 'toAt',
        reason: `toAt: ${toAt} is more than ${limitMs / DAY_MS} days behind the newest observation: those positions are forgotten`,
      }

const { reasonCharactersMax, fieldCharactersMax } = REJECTED_LIMITS

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
  reason: reason.slice(0, reasonCharactersMax), // It may quote the input.
  field: field?.slice(0, fieldCharactersMax) ?? null,
  receivedAt: formatWireTime(timestampMs),
  ...cutInput(input),
})
