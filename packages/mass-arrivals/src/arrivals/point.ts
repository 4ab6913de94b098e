/** Where and when a craft was: milliseconds since 1970; degrees as on the wire. */
export type Point = { readonly atMs: number; readonly longitude: number; readonly latitude: number }

/** The earlier of two; at equal times the smaller longitude, then latitude (design, semantics 1). */
export const earlierPoint = (a: Point, b: Point): Point => {
  if (a.atMs !== b.atMs) return a.atMs < b.atMs ? a : b
  if (a.longitude !== b.longitude) return a.longitude < b.longitude ? a : b
  return a.latitude <= b.latitude ? a : b
}
