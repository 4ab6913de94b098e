/** A vector from the centre of the Earth, in Earth radii: x towards 0° 0°, y towards 90° E, z towards the north pole. */
export type Vector = { readonly x: number; readonly y: number; readonly z: number }

export const dot = (a: Vector, b: Vector): number => a.x * b.x + a.y * b.y + a.z * b.z

export const cross = (a: Vector, b: Vector): Vector => ({
  x: a.y * b.z - a.z * b.y,
  y: a.z * b.x - a.x * b.z,
  z: a.x * b.y - a.y * b.x,
})

/** s a + t b */
export const combine = (s: number, a: Vector, t: number, b: Vector): Vector => ({
  x: s * a.x + t * b.x,
  y: s * a.y + t * b.y,
  z: s * a.z + t * b.z,
})
