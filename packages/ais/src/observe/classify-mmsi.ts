/**
 * What a Maritime Mobile Service Identity is assigned to, by its first digits (ITU-R M.585-9). `unallocated` is nine digits
 * that no rule assigns: mistyped into a transponder, but there is a craft under it.
 */
export type MmsiClass =
  | 'none'
  | 'too-long'
  | 'coast-station'
  | 'group'
  | 'sar-aircraft'
  | 'ship'
  | 'handheld'
  | 'auxiliary'
  | 'aid'
  | 'sart'
  | 'man-overboard'
  | 'epirb'
  | 'device'
  | 'unallocated'

const THREE_DIGITS: Readonly<Record<number, MmsiClass>> = {
  111: 'sar-aircraft',
  970: 'sart',
  972: 'man-overboard',
  974: 'epirb',
}

/** `mmsi` as a number, as a message carries it: 30 bits, so up to 1,073,741,823. */
export const classifyMmsi = (mmsi: number): MmsiClass => {
  if (mmsi === 0) return 'none'
  if (mmsi > 999_999_999) return 'too-long'
  if (mmsi < 10_000_000) return 'coast-station'
  if (mmsi < 100_000_000) return 'group'
  const three = Math.floor(mmsi / 1_000_000)
  const special = THREE_DIGITS[three]
  if (special !== undefined) return special
  const first = Math.floor(mmsi / 100_000_000)
  if (first >= 2 && first <= 7) return 'ship'
  if (first === 8) return 'handheld'
  if (three >= 980 && three <= 989) return 'auxiliary'
  if (three >= 990) return 'aid'
  // 979 is for net markers and other autonomous radio devices; the rest of 97x is reserved for more of their kind.
  return three >= 970 ? 'device' : 'unallocated'
}

/** Nine digits, leading zeros included. */
export const formatMmsi = (mmsi: number): string => String(mmsi).padStart(9, '0')
