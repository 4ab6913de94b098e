import { createHash } from 'node:crypto'
import { canonicalJson, formatWireTime } from '@landfall/contracts'
import type { VisitSpan } from '../situations/counted-visit.ts'
import type { AreaAlert } from './area-alert.ts'

const HASH_DIGITS = 8

/** What is hashed before the area: ids of mass arrivals are older than kinds. */
const IN_FRONT: Readonly<Record<AreaAlert['kind'], readonly string[]>> = {
  'mass-arrival': [],
  'inbound-group': ['inbound-group'],
}

/**
 * `nz-20261123-7f3a9c1e`: area, UTC date of the founding arrival, and a hash of (area, exercise, craftId, arrivedAt); of an inbound group
 * the kind is hashed in front, and it is founded by an approach. The
 * earliest arrival founds; if its id is in use, the next (design §4.8). Where all are, the whole list of them is
 * hashed with a number.
 */
export const newAlertId = (
  areaId: string,
  exercise: boolean,
  visits: readonly VisitSpan[],
  isInUse: (alertId: string) => boolean,
  kind: AreaAlert['kind'] = 'mass-arrival',
): string => {
  for (const visit of visits) {
    const alertId = foundedAlertId(areaId, exercise, visit, kind)
    if (!isInUse(alertId)) return alertId
  }
  const all = visits.map(({ craftId }) => craftId).join(' ')
  for (let again = 1; ; again += 1) {
    const alertId = idOf(areaId, visits[0]?.arrivedMs ?? 0, [exercise, all, again], kind)
    if (!isInUse(alertId)) return alertId
  }
}

/** The id of an alert that this visit founds. */
export const foundedAlertId = (
  areaId: string,
  exercise: boolean,
  { craftId, arrivedMs }: Pick<VisitSpan, 'craftId' | 'arrivedMs'>,
  kind: AreaAlert['kind'] = 'mass-arrival',
): string => idOf(areaId, arrivedMs, [exercise, craftId], kind)

const idOf = (areaId: string, arrivedMs: number, hashed: readonly unknown[], kind: AreaAlert['kind']): string => {
  const arrivedAt = formatWireTime(arrivedMs)
  const digits = createHash('sha256')
    .update(canonicalJson([...IN_FRONT[kind], areaId, ...hashed, arrivedAt]))
    .digest('hex')
  return `${areaId}-${arrivedAt.slice(0, 10).replaceAll('-', '')}-${digits.slice(0, HASH_DIGITS)}`
}
