/** The mean radius of the WGS84 ellipsoid (2a + b) / 3 rounded as IUGG gives it; design.md §4.5 fixes it for links. */
export const EARTH_RADIUS_METRES = 6_371_008.8
export const METRES_PER_NAUTICAL_MILE = 1_852

const RADIANS = Math.PI / 180

/** Great-circle distance in metres. Longitudes may be in −180..180 or 0..360: only sines and cosines of differences are used. */
export const haversineMetres = (lonA: number, latA: number, lonB: number, latB: number): number => {
  const sinLat = Math.sin(((latB - latA) * RADIANS) / 2)
  const sinLon = Math.sin(((lonB - lonA) * RADIANS) / 2)
  const h = sinLat * sinLat + Math.cos(latA * RADIANS) * Math.cos(latB * RADIANS) * sinLon * sinLon
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.sqrt(Math.min(1, h)))
}

export const nauticalMiles = (metres: number): number => metres / METRES_PER_NAUTICAL_MILE
