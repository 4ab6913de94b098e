const A = 6_378_137
const F = 1 / 298.257_223_563
const B = A * (1 - F)
const RADIANS = Math.PI / 180

/** Vincenty's inverse formula on WGS84 (Survey Review 1975), within 0.1 mm: the oracle for distances on the ellipsoid. */
export const geodesicMetres = (lonA: number, latA: number, lonB: number, latB: number): number => {
  const L = (lonB - lonA) * RADIANS
  const [u1, u2] = [Math.atan((1 - F) * Math.tan(latA * RADIANS)), Math.atan((1 - F) * Math.tan(latB * RADIANS))]
  const [sin1, cos1, sin2, cos2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)]
  let lambda = L
  for (let i = 0; i < 100; i++) {
    const [sinL, cosL] = [Math.sin(lambda), Math.cos(lambda)]
    const sinS = Math.hypot(cos2 * sinL, cos1 * sin2 - sin1 * cos2 * cosL)
    if (sinS === 0) return 0
    const cosS = sin1 * sin2 + cos1 * cos2 * cosL
    const sigma = Math.atan2(sinS, cosS)
    const sinAlpha = (cos1 * cos2 * sinL) / sinS
    const cos2Alpha = 1 - sinAlpha * sinAlpha
    const cosMid = cos2Alpha === 0 ? 0 : cosS - (2 * sin1 * sin2) / cos2Alpha
    const C = (F / 16) * cos2Alpha * (4 + F * (4 - 3 * cos2Alpha))
    const before = lambda
    lambda = L + (1 - C) * F * sinAlpha * (sigma + C * sinS * (cosMid + C * cosS * (2 * cosMid * cosMid - 1)))
    if (Math.abs(lambda - before) > 1e-13) continue
    const square = (cos2Alpha * (A * A - B * B)) / (B * B)
    const bigA = 1 + (square / 16_384) * (4_096 + square * (square * (320 - 175 * square) - 768))
    const bigB = (square / 1_024) * (256 + square * (square * (74 - 47 * square) - 128))
    const inner =
      cosS * (2 * cosMid * cosMid - 1) - (bigB / 6) * cosMid * (4 * sinS * sinS - 3) * (4 * cosMid * cosMid - 3)
    return B * bigA * (sigma - bigB * sinS * (cosMid + (bigB / 4) * inner))
  }
  throw new RangeError('no convergence: nearly opposite points')
}
