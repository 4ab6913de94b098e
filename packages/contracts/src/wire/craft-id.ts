import { z } from 'zod'

export const CRAFT_ID_PATTERN = /^[A-Za-z][A-Za-z0-9+.-]*:[\x21-\x7e]+$/

/** `scheme:value`, as `mmsi:512000123`, `imo:9074729` or `track:radar3-8841`; at most 64 characters. */
export const CraftId = z
  .string()
  .max(64)
  .regex(CRAFT_ID_PATTERN, 'must be scheme:value in printable ASCII without spaces, as mmsi:512000123')

/** No slash, so that `source.id/observationId` is read in one way only. */
export const SourceId = z
  .string()
  .max(64)
  .regex(/^[^\s/\p{C}](?:[^/\p{C}]*[^\s/\p{C}])?$/u, 'must be 1 to 64 printable characters without a slash')

export const ObservationId = z
  .string()
  .max(128)
  .regex(/^[^\p{C}]+$/u, 'must be 1 to 128 printable characters')

export const AreaId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'must be 1 to 32 of a-z, 0-9 and -')

export const SourceKind = z.enum([
  'ais',
  'radar',
  'satellite',
  'patrol',
  'declaration',
  'intelligence',
  'manual',
  'simulation',
])

export const Source = z.strictObject({ id: SourceId, kind: SourceKind })
export type Source = Readonly<z.infer<typeof Source>>
