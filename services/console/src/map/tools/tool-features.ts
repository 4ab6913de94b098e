import { collection, type Feature, type FeatureCollection, feature, type Point } from '../feature.ts'
import type { MapPlace } from '../show-whole.ts'
import { unwrapLongitude } from '../unwrap-longitude.ts'
import { greatCircle } from './great-circle.ts'
import { greatCirclePoints } from './great-circle-points.ts'
import type { ToolState } from './press-tool.ts'

export const RINGS = 4
const RING_STEP_DEGREES = 5

/** Lines of the ruler (to the pointer while its second end is not set) and of the rings. */
export const toolFeatures = (
  { ruler, rings, spacingNm }: ToolState,
  pointer: MapPlace | null,
  ringsAt: MapPlace | null,
): FeatureCollection => {
  const to = ruler?.to ?? pointer
  const lines: Feature[] = []
  if (ruler !== null && to !== null) lines.push(line(rulerPoints(ruler.from, to), 2))
  if (rings !== null && ringsAt !== null)
    for (let ring = 1; ring <= RINGS; ring++) lines.push(line(ringPoints(ringsAt, ring * spacingNm), 1))
  return collection(lines)
}

const line = (coordinates: readonly Point[], width: number): Feature =>
  feature({ type: 'LineString', coordinates }, { width })

const rulerPoints = (from: MapPlace, to: MapPlace): readonly Point[] => {
  const { distanceNm, courseDegrees } = greatCircle(from, to)
  return greatCirclePoints([unwrapLongitude(from.longitude), from.latitude], courseDegrees, distanceNm)
}

/** All places at one distance, as an even polygon on the sphere. */
const ringPoints = ({ longitude, latitude }: MapPlace, distanceNm: number): readonly Point[] =>
  Array.from({ length: 360 / RING_STEP_DEGREES + 1 }, (_, i) => {
    const end = greatCirclePoints([unwrapLongitude(longitude), latitude], i * RING_STEP_DEGREES, distanceNm).at(-1)
    return end ?? [longitude, latitude]
  })
