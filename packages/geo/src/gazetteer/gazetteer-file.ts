import { z } from 'zod'
import { Position } from '../area/area-feature.ts'

export const GAZETTEER_CHARACTERS_MAX = 2 * 1_048_576
export const GAZETTEER_NAMES_MAX = 10_000
export const PLACE_NAME_CHARACTERS_MAX = 80

/** What a name is of. It decides nothing; a map may draw it. */
export const PlaceKind = z.enum(['cape', 'island', 'bay', 'port', 'town', 'other'])

/** How far a name is known: 1 across the country, 2 along the coast, 3 close by. */
export const PlaceRank = z.union([z.literal(1), z.literal(2), z.literal(3)], {
  error: ({ input }) => `is ${JSON.stringify(input)}, must be 1 (known across the country), 2 or 3 (known close by)`,
})

/** Control and format characters, and marks that reorder text, would hide what a title says. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

const PlaceName = z
  .string()
  .min(1, 'is empty, must be 1 to 80 characters')
  .max(PLACE_NAME_CHARACTERS_MAX, {
    error: ({ input }) => `has ${String(input).length} characters, must be at most ${PLACE_NAME_CHARACTERS_MAX}`,
  })
  .refine((name) => name.trim() === name && !HIDDEN.test(name), {
    error: ({ input }) => `is ${JSON.stringify(input)}, must have no spaces around it and no invisible characters`,
  })

const NamedPoint = z.object({
  type: z.literal('Feature'),
  properties: z.object({ name: PlaceName, kind: PlaceKind.default('other'), rank: PlaceRank.default(2) }),
  geometry: z.object({ type: z.literal('Point', 'must be "Point"'), coordinates: Position }),
})

/** A gazetteer file: GeoJSON points with names. Other members and properties are ignored. */
export const GazetteerFile = z.object({
  type: z.literal('FeatureCollection', 'must be "FeatureCollection"'),
  attribution: z.string().max(500).optional(),
  features: z
    .array(NamedPoint)
    .min(1, 'is empty, must have at least one point')
    .max(GAZETTEER_NAMES_MAX, {
      error: ({ input }) => `has ${(input as unknown[]).length} points, must be at most ${GAZETTEER_NAMES_MAX}`,
    }),
})

export type GazetteerEntry = {
  readonly name: string
  readonly kind: z.infer<typeof PlaceKind>
  readonly rank: z.infer<typeof PlaceRank>
  readonly longitude: number
  readonly latitude: number
}
