import { createHash } from 'node:crypto'
import { canonicalJson } from '@landfall/contracts'

const HASH_DIGITS = 12

/**
 * `source-radar-3-20261123-7f3a9c1e40b2`: the UTC date of `beganAt`, a wire time, and a hash of what distinguishes the alert from
 * all others.
 */
export const sourceAlertId = (prefix: string, beganAt: string, hashed: readonly unknown[]): string => {
  const digits = createHash('sha256').update(canonicalJson(hashed)).digest('hex').slice(0, HASH_DIGITS)
  return `${prefix}-${beganAt.slice(0, 10).replaceAll('-', '')}-${digits}`
}
