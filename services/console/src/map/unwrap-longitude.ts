/** Longitude in 0..360 degrees, so that New Zealand’s waters have no seam at 180°. */
export const unwrapLongitude = (longitude: number): number => (longitude < 0 ? longitude + 360 : longitude)
