import { z } from 'zod'

/** No slash, so that `source.id/observationId` can be read in one way only. */
export const SourceId = z
  .string()
  .max(64)
  .regex(/^[^\s/\p{C}](?:[^/\p{C}]*[^\s/\p{C}])?$/u, 'must be 1 to 64 printable characters without a slash')

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
