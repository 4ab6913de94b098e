import { z } from 'zod'

const numberIn = (position: unknown, index: number): string =>
  String(Array.isArray(position) ? position[index] : position)

/** RFC 7946 allows altitude and more after latitude; they are ignored. */
export const Position = z
  .array(z.number())
  .min(2)
  .refine(([longitude = NaN]) => longitude >= -360 && longitude <= 360, {
    error: ({ input }) => `longitude is ${numberIn(input, 0)}, must be in −180..180 or 0..360`,
  })
  .refine(([, latitude = NaN]) => latitude >= -90 && latitude <= 90, {
    error: ({ input }) => `latitude is ${numberIn(input, 1)}, must be in −90..90`,
  })

const Ring = z.array(Position).min(4, 'a ring needs at least four positions, the last one equal to the first')
const PolygonCoordinates = z.array(Ring).min(1)

/** Polygons → rings (the outer one, then holes) → positions of [longitude, latitude, …]. */
export const PolygonsDegrees = z.array(PolygonCoordinates).min(1)
export type PolygonsDegrees = readonly (readonly (readonly (readonly number[])[])[])[]

const Polygon = z.object({ type: z.literal('Polygon'), coordinates: PolygonCoordinates })
const MultiPolygon = z.object({ type: z.literal('MultiPolygon'), coordinates: PolygonsDegrees })

export const AREA_WEIGHT_MIN = 0.01
export const AREA_WEIGHT_MAX = 1_000

/** An area file: one GeoJSON Feature. `landfall areas import` writes them; other properties are kept. */
export const AreaFeature = z.object({
  type: z.literal('Feature'),
  properties: z.looseObject({
    areaId: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, {
      error: ({ input }) => `is ${JSON.stringify(input)}, must be 1 to 32 of a–z, 0–9 and "-", not starting with "-"`,
    }),
    name: z.string().min(1).max(200),
    /** Differences from the default policy. Not validated here but by contracts. */
    policy: z.unknown().optional(),
    /** How much there is to do for it, beside other areas: it counts when it is given a partition. */
    weight: z.number('must be a number').min(AREA_WEIGHT_MIN).max(AREA_WEIGHT_MAX).optional(),
  }),
  geometry: z.discriminatedUnion('type', [Polygon, MultiPolygon]),
})
export type AreaFeature = Readonly<z.infer<typeof AreaFeature>>

export const polygonsOf = ({ geometry }: AreaFeature): PolygonsDegrees =>
  geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
