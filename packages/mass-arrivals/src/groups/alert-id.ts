import { createHash } from 'node:crypto'
import { canonicalJson, formatWireTime } from '@landfall/contracts'
import type { VisitSpan } from './member.ts'

const HASH_DIGITS = 8

/**
 * `nz-20261123-7f3a9c1e`: area, UTC date of the founding arrival, and a hash of (area, exercise, craftId, arrivedAt). The
 * earliest arrival founds; if its id is in use, the next (design, semantics 8). Where all are, the whole list of them is
 * hashed with a number.
 */
export const nameAlert = (
  areaId: string,
  exercise: boolean,
  visits: readonly VisitSpan[],
  isInUse: (alertId: string) => boolean,
): string => {
  const id = (arrivedMs: number, ...hashed: readonly unknown[]): string => {
    const arrivedAt = formatWireTime(arrivedMs)
    const digits = createHash('sha256')
      .update(canonicalJson([areaId, exercise, ...hashed, arrivedAt]))
      .digest('hex')
    return `${areaId}-${arrivedAt.slice(0, 10).replaceAll('-', '')}-${digits.slice(0, HASH_DIGITS)}`
  }
  for (const { craftId, arrivedMs } of visits) {
    const alertId = id(arrivedMs, craftId)
    if (!isInUse(alertId)) return alertId
  }
  for (let again = 1; ; again += 1) {
    const alertId = id(visits[0]?.arrivedMs ?? 0, visits.map(({ craftId }) => craftId).join(' '), again)
    if (!isInUse(alertId)) return alertId
  }
}
