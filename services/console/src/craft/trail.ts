const TRAIL_POINTS_MAX = 120
type Point = readonly [longitude: number, latitude: number]

/** The latest positions of one craft in a ring buffer of numbers: thousands are kept. Precise to about a metre. */
export type Trail = { readonly ring: Float32Array; count: number }

export const createTrail = (): Trail => ({ ring: new Float32Array(2 * TRAIL_POINTS_MAX), count: 0 })

export const addPoint = (trail: Trail, longitude: number, latitude: number): void => {
  trail.ring.set([longitude, latitude], 2 * (trail.count % TRAIL_POINTS_MAX))
  trail.count += 1
}

/** Oldest first. */
export const pointsOf = ({ ring, count }: Trail): readonly Point[] => {
  const kept = Math.min(count, TRAIL_POINTS_MAX)
  return Array.from({ length: kept }, (_, i) => {
    const index = 2 * ((count - kept + i) % TRAIL_POINTS_MAX)
    return [ring[index] ?? 0, ring[index + 1] ?? 0]
  })
}
