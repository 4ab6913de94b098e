import { LoggedObservation, type Observation, parseWireTime } from '@landfall/contracts'

export type ReadLoggedObservation =
  | { readonly ok: true; readonly observation: Observation; readonly observedAtMs: number }
  | { readonly ok: false; readonly reason: string; readonly field: string | null }

/**
 * Reads one record of the observations topic. ingest has validated it; a position is therefore only looked over, which
 * keeps this off the profile. Anything unexpected goes through the schema and gets its words.
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
  const { type, craftId, longitude, latitude, exercise, observedAt } = json as Partial<Position>
  return (
    type === 'position' &&
    typeof craftId === 'string' &&
    typeof exercise === 'boolean' &&
    typeof observedAt === 'string' &&
    observedAt.length === 24 &&
    typeof longitude === 'number' &&
    longitude >= -180 &&
    longitude <= 180 &&
    typeof latitude === 'number' &&
    latitude >= -90 &&
    latitude <= 90
  )
}
