// Ships, handhelds and auxiliary craft (ITU-R M.585-9); all other numbers are stations' that do not arrive, or nobody's.
const ASSIGNED_TO_CRAFT = /^mmsi:(?:[2-8]\d{8}|98\d{7})$/
// What transponders are delivered with, or are given by people who have none: one digit, a run of digits, a country and nothing.
const SHARED = /^mmsi:(?:(\d)\1{8}|123456789|987654321|\d{3}000000)$/

/** In words. */
export type IdentityDoubt = 'a number that several craft use' | 'a number that no craft is assigned'

/**
 * Why an id may not be one craft's own, by the number alone; null where nothing speaks against it. Such a craft is counted like any
 * other: whoever reads its evidence must know that it may be two.
 */
export const identityDoubt = (craftId: string): IdentityDoubt | null => {
  if (SHARED.test(craftId)) return 'a number that several craft use'
  return craftId.startsWith('mmsi:') && !ASSIGNED_TO_CRAFT.test(craftId) ? 'a number that no craft is assigned' : null
}
