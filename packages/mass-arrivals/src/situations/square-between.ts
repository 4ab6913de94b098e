import type { Place } from '@landfall/geo'

/** Squared chord length: orders places as their distance does, and costs next to nothing. */
export const squareBetween = (a: Place, b: Place): number => (a.x - b.x) ** 2 + (a.y - b.y) ** 2 + (a.z - b.z) ** 2
