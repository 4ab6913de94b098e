/** Where the projection ends. */
const LATITUDE_MAX = 85.05

/** Web Mercator: 0 in the north, 1 in the south. */
export const mercatorY = (latitude: number): number => {
  const bounded = Math.min(LATITUDE_MAX, Math.max(-LATITUDE_MAX, latitude))
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + (bounded * Math.PI) / 360)) / (2 * Math.PI)
}
