import { unwrapLongitude } from './unwrap-longitude.ts'

type Point = readonly [number, number]

/** The rings of a polygon or multipolygon as lines in 0..360, without the edges that only cut it at 180°. */
export const ringLines = (geometry: unknown): readonly (readonly Point[])[] => {
  const { type, coordinates } = geometry as { readonly type: string; readonly coordinates: unknown }
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates) as readonly (readonly (readonly Point[])[])[]
  return polygons.flat().flatMap(withoutCuts)
}

const isCut = ([a]: Point, [b]: Point): boolean => Math.abs(a) === 180 && Math.abs(b) === 180

const withoutCuts = (ring: readonly Point[]): readonly (readonly Point[])[] => {
  const lines: Point[][] = [[]]
  ring.forEach((point, i) => {
    const before = ring[i - 1]
    if (before !== undefined && isCut(before, point)) lines.push([])
    lines.at(-1)?.push([unwrapLongitude(point[0]), point[1]])
  })
  return lines.filter((line) => line.length > 1)
}
