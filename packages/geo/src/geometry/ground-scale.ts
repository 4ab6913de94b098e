const SEMI_MAJOR_METRES = 6_378_137
const ECCENTRICITY_SQUARED = 0.006_694_379_990_141_3
const RADIANS = Math.PI / 180

export type GroundScale = { readonly eastMetres: number; readonly northMetres: number }

/** The length of one degree east and one degree north on the WGS84 ellipsoid at this latitude, in metres. */
export const groundScale = (latitude: number): GroundScale => {
  const sin = Math.sin(latitude * RADIANS)
  const bulge = 1 - ECCENTRICITY_SQUARED * sin * sin
  const acrossMetres = SEMI_MAJOR_METRES / Math.sqrt(bulge)
  return {
    eastMetres: acrossMetres * Math.cos(latitude * RADIANS) * RADIANS,
    northMetres: ((acrossMetres * (1 - ECCENTRICITY_SQUARED)) / bulge) * RADIANS,
  }
}

/** Distance from the origin to the segment from a to b in a plane, in the plane's own unit. */
export const distanceToPiece = (ax: number, ay: number, bx: number, by: number): number => {
  const dx = bx - ax
  const dy = by - ay
  const lengthSquared = dx * dx + dy * dy
  const along = lengthSquared === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / lengthSquared))
  const x = ax + along * dx
  const y = ay + along * dy
  return Math.sqrt(x * x + y * y)
}
