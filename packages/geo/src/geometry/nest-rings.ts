import { isRingIn } from './place-in-ring.ts'
import { type Ring, type RingPolygon, signedArea } from './ring.ts'

/** Assigns each hole (clockwise) to the smallest outer ring (counterclockwise) around it. Drops rings without area. */
export const nestRings = (rings: readonly Ring[]): readonly RingPolygon[] => {
  const sized = rings.map((ring) => ({ ring, area: signedArea(ring) }))
  const polygons = sized
    .filter(({ area }) => area > 0n)
    .toSorted((a, b) => Number(a.area - b.area))
    .map(({ ring }): [Ring, ...Ring[]] => [ring])
  for (const { ring, area } of sized) {
    if (area < 0n) polygons.find(([outside]) => isRingIn(ring, outside))?.push(ring)
  }
  return polygons
}

/** For rings not marked as outer or hole: one that lies inside an even number of others is an outer ring, else a hole. */
export const nestByDepth = (rings: readonly Ring[]): readonly RingPolygon[] => {
  const sized = rings
    .map((ring) => ({ ring, size: Math.abs(Number(signedArea(ring))) }))
    .toSorted((a, b) => a.size - b.size)
    .map(({ ring }) => ring)
  const around = new Map(sized.map((ring, i) => [ring, sized.slice(i + 1).filter((other) => isRingIn(ring, other))]))
  const isOutside = (ring: Ring) => (around.get(ring)?.length ?? 0) % 2 === 0
  return sized
    .filter(isOutside)
    .map((outside) => [outside, ...sized.filter((ring) => !isOutside(ring) && around.get(ring)?.[0] === outside)])
}
