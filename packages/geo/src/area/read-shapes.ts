import { z } from 'zod'
import { Position } from './area-feature.ts'
import type { AreaFinding } from './area-outcome.ts'

type Positions = readonly (readonly number[])[]

/** The polygons (outer ring first, rings perhaps not closed) and lines of a GeoJSON text, each with its path in the file. */
export type Shapes = {
  readonly polygons: readonly { readonly field: string; readonly rings: readonly Positions[] }[]
  readonly lines: readonly { readonly field: string; readonly positions: Positions }[]
  /** The properties of the first feature that has a shape. */
  readonly properties: Readonly<Record<string, unknown>>
  /** Those of the other features that have one. */
  readonly otherProperties: readonly Readonly<Record<string, unknown>>[]
  readonly warnings: readonly AreaFinding[]
}

const Line = z.array(Position).min(2, 'a line needs at least two positions')
const Rings = z.array(Line).min(1)

const Geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: Rings }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(Rings) }),
  z.object({ type: z.literal('LineString'), coordinates: Line }),
  z.object({ type: z.literal('MultiLineString'), coordinates: z.array(Line) }),
  z.object({ type: z.literal(['Point', 'MultiPoint']) }),
  z.object({
    type: z.literal('GeometryCollection'),
    get geometries() {
      return z.array(Geometry)
    },
  }),
])
type Geometry = z.infer<typeof Geometry>

const Properties = z.record(z.string(), z.unknown()).nullish()
const Feature = z.object({ type: z.literal('Feature'), properties: Properties, geometry: Geometry.nullable() })
const Collection = z.object({ type: z.literal('FeatureCollection'), features: z.array(Feature) })
const Document = z.union([z.discriminatedUnion('type', [Feature, Collection]), Geometry])

/** RFC 7946 §4 has longitude and latitude only; older files may name another system, whose numbers would look like these. */
const Crs = z.looseObject({ crs: z.object({ properties: z.object({ name: z.string() }) }).nullish() })
const CRS_READ = /(CRS:?:?84|EPSG:?:?4326|WGS ?84)$/i

const FINDINGS_MAX = 20

export const readShapes = (json: unknown): Shapes | { readonly refusals: readonly AreaFinding[] } => {
  const crs = Crs.safeParse(json).data?.crs?.properties.name
  if (crs !== undefined && !CRS_READ.test(crs))
    return { refusals: [{ field: 'crs', problem: `is ${crs}; only longitude and latitude (CRS84) are read` }] }
  const parsed = Document.safeParse(json)
  if (!parsed.success) {
    const refusals = parsed.error.issues.flatMap(flatIssues).slice(0, FINDINGS_MAX)
    return { refusals: refusals.map(({ path, message }) => ({ field: z.core.toDotPath(path), problem: message })) }
  }
  return shapesOf(parsed.data)
}

/** Of a union's issues, those of the member that matched deepest. */
const flatIssues = (issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] => {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue]
  const deepest = issue.errors.toSorted((a, b) => depthOf(b) - depthOf(a))[0] ?? []
  return deepest.flatMap((inner) => flatIssues({ ...inner, path: [...issue.path, ...inner.path] }))
}

const depthOf = (issues: readonly z.core.$ZodIssue[]): number => Math.max(0, ...issues.map(({ path }) => path.length))

const shapesOf = (document: z.infer<typeof Document>): Shapes => {
  const drawn: Drawn[] = []
  if (document.type === 'FeatureCollection')
    for (const [i, { geometry, properties }] of document.features.entries())
      drawn.push(...draw(geometry, `features[${i}].geometry`, properties ?? {}))
  else if (document.type === 'Feature') drawn.push(...draw(document.geometry, 'geometry', document.properties ?? {}))
  else drawn.push(...draw(document, '', {}))
  const [properties = {}, ...otherProperties] = new Set(
    drawn.filter(({ kind }) => kind !== 'other').map((shape) => shape.properties),
  )
  return {
    polygons: drawn.flatMap((shape) => (shape.kind === 'polygon' ? [shape] : [])),
    lines: drawn.flatMap((shape) => (shape.kind === 'line' ? [shape] : [])),
    properties,
    otherProperties,
    warnings: drawn.flatMap(({ kind, field }) =>
      kind === 'other' ? [{ field, problem: 'is no line or polygon: left out' }] : [],
    ),
  }
}

type Drawn = { readonly field: string; readonly properties: Readonly<Record<string, unknown>> } & (
  | { readonly kind: 'polygon'; readonly rings: readonly Positions[] }
  | { readonly kind: 'line'; readonly positions: Positions }
  | { readonly kind: 'other' }
)

const draw = (
  geometry: Geometry | null,
  field: string,
  properties: Readonly<Record<string, unknown>>,
): readonly Drawn[] => {
  const pathTo = (member: string) => (field === '' ? member : `${field}.${member}`)
  switch (geometry?.type) {
    case 'Polygon':
      return [{ kind: 'polygon', field: pathTo('coordinates'), properties, rings: geometry.coordinates }]
    case 'MultiPolygon':
      return geometry.coordinates.map((rings, i) => ({
        kind: 'polygon',
        field: pathTo(`coordinates[${i}]`),
        properties,
        rings,
      }))
    case 'LineString':
      return [{ kind: 'line', field: pathTo('coordinates'), properties, positions: geometry.coordinates }]
    case 'MultiLineString':
      return geometry.coordinates.map((positions, i) => ({
        kind: 'line',
        field: pathTo(`coordinates[${i}]`),
        properties,
        positions,
      }))
    case 'GeometryCollection':
      return geometry.geometries.flatMap((member, i) => draw(member, pathTo(`geometries[${i}]`), properties))
    case 'Point':
    case 'MultiPoint':
    case undefined:
      return [{ kind: 'other', field, properties }]
    default:
      return geometry satisfies never
  }
}
