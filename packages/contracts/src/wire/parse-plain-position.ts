import type { GivenObservation } from '../messages/observation.ts'
import { CRAFT_ID_PATTERN } from './craft-id.ts'
import { SourceKind } from './source.ts'

/**
 * A fast path for positions as AIS and radar send them by the million, in a tenth of the time the schema takes. Returns
 * undefined for anything it cannot accept outright; the schema then decides. What it accepts, the schema accepts with the
 * same result (a property test checks that). Its keys are sorted, so that its canonical JSON is one `JSON.stringify`.
 */
export const parsePlainPosition = (input: unknown): GivenObservation | undefined => {
  if (typeof input !== 'object' || input === null) return undefined
  const given = input as Readonly<Record<string, unknown>>
  const position: Record<string, unknown> = {}
  let left = 0
  for (const _key in given) left += 1
  for (const { key, read, absent } of FIELDS) {
    const value = given[key]
    if (value === undefined) {
      if (absent === 'fault') return undefined
      if (absent !== 'fine') position[key] = absent
      continue
    }
    const plain = read(value)
    if (plain === undefined) return undefined
    position[key] = plain
    left -= 1
  }
  if (left !== 0) return undefined // There is an unknown field.
  const observation = position as GivenObservation
  return observation.source.kind === 'simulation' && !observation.exercise ? undefined : observation
}

type Field = {
  readonly key: string
  /** The normalised value, or undefined where the schema must decide. */
  readonly read: (value: unknown) => unknown
  readonly absent: 'fault' | 'fine' | false
}

const within =
  (min: number, max: number) =>
  (value: unknown): number | undefined =>
    typeof value === 'number' && value >= min && value <= max ? value : undefined

const matching =
  (pattern: RegExp, charsMax: number) =>
  (value: unknown): string | undefined =>
    typeof value === 'string' && value.length <= charsMax && pattern.test(value) ? value : undefined

const readSourceId = matching(/^[\w.:+-]+$/, 64) // A subset of SourceId that is quick to check.
const kinds: ReadonlySet<unknown> = new Set(SourceKind.options)

const readSource = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return undefined
  for (const key in value) if (key !== 'id' && key !== 'kind') return undefined
  const { id, kind } = value as { readonly id?: unknown; readonly kind?: unknown }
  return readSourceId(id) !== undefined && kinds.has(kind) ? { id, kind } : undefined
}

const WRITTEN = /^(?:[1-9]\d{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{3})?Z$/

/** Days 29 to 31 are left to the schema, which checks the calendar. */
const readTime = (value: unknown): string | undefined => {
  const match = typeof value === 'string' ? WRITTEN.exec(value) : null
  if (match === null) return undefined
  return match[1] === undefined ? `${match[0].slice(0, 19)}.000Z` : match[0]
}

const degrees = within(0, 360)

/** Sorted by name. */
const FIELDS: readonly Field[] = [
  { key: 'accuracyMetres', read: within(0, 1_000_000), absent: 'fine' },
  { key: 'courseDegrees', read: degrees, absent: 'fine' },
  { key: 'craftId', read: matching(CRAFT_ID_PATTERN, 64), absent: 'fault' },
  { key: 'exercise', read: (value) => (typeof value === 'boolean' ? value : undefined), absent: false },
  { key: 'headingDegrees', read: degrees, absent: 'fine' },
  { key: 'latitude', read: within(-90, 90), absent: 'fault' },
  { key: 'longitude', read: within(-180, 180), absent: 'fault' },
  { key: 'observationId', read: matching(/^[\x20-\x7e]+$/, 128), absent: 'fine' },
  { key: 'observedAt', read: readTime, absent: 'fault' },
  { key: 'source', read: readSource, absent: 'fault' },
  { key: 'speedKnots', read: within(0, 1_000), absent: 'fine' },
  { key: 'type', read: (value) => (value === 'position' ? value : undefined), absent: 'fault' },
]
