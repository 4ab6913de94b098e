export type Point = readonly [longitude: number, latitude: number]
type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Point }
  | { readonly type: 'LineString'; readonly coordinates: readonly Point[] }
  | { readonly type: 'MultiLineString'; readonly coordinates: readonly (readonly Point[])[] }
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Point[])[] }
export type Feature = {
  readonly type: 'Feature'
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry: Geometry
}

/** MapLibre wants the list of features mutable. */
export type FeatureCollection = { readonly type: 'FeatureCollection'; readonly features: Feature[] }

export const feature = (geometry: Geometry, properties: Feature['properties'] = {}): Feature => ({
  type: 'Feature',
  properties,
  geometry,
})
export const collection = (features: readonly Feature[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: [...features],
})
