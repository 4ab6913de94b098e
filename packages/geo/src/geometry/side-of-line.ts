// Each product is off by at most 2⁻⁵³ of itself, and so is their difference; 2⁻⁵¹ of the sum is safely more.
const DOUBT = 2 ** -51

/**
 * On which side of the line from a to b the point p lies: positive = left, negative = right, 0 = exactly on the line.
 * Arguments are whole numbers below 2⁴⁹ (lattice units). Exact: doubles decide when rounding cannot matter, BigInt otherwise.
 */
export const sideOfLine = (ax: number, ay: number, bx: number, by: number, px: number, py: number): number => {
  const left = (bx - ax) * (py - ay)
  const right = (by - ay) * (px - ax)
  const side = left - right
  const doubt = (Math.abs(left) + Math.abs(right)) * DOUBT
  if (side > doubt || side < -doubt) return side
  if (left === 0 && right === 0) return 0 // Common (level and upright edges), and a product is 0 only when it is exactly 0.
  return Number(BigInt(bx - ax) * BigInt(py - ay) - BigInt(by - ay) * BigInt(px - ax))
}
