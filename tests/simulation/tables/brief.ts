import type { Limb } from '@landfall/contracts'
import type { SituationContent } from '../oracle/oracle-area.ts'
import { notationOf } from './sea.ts'

/** A situation's content in the notation of the tables; a row gives the parts it is about. */
export const brief = ({ limbs, craft, ...content }: SituationContent) => {
  const name = (one: { craftId: string; arrivedAt: string }) =>
    `${one.craftId.replace('track:', '')}@${notationOf(one.arrivedAt)}`
  const counts = ({ unauthorised: { min, likely, max } }: (typeof craft)[number]) => `${min}/${likely}/${max ?? 'open'}`
  return {
    areaId: content.areaId,
    exercise: content.exercise,
    severity: content.severity,
    certainty: content.certainty,
    counts: content.counts,
    excludes: content.excludes,
    law: content.law,
    first: notationOf(content.firstArrivalAt),
    last: notationOf(content.lastArrivalAt),
    visits: craft.map((one) => `${name(one)} ${counts(one)}`),
    sameCraft: sums(limbs.sameCraft),
    sameTime: sums(limbs.sameTime),
    samePeriod: sums(limbs.samePeriod),
    spans: { sameCraft: spans(limbs.sameCraft), sameTime: spans(limbs.sameTime), samePeriod: spans(limbs.samePeriod) },
    exceeds: { craft: limbs.sameCraft.exceeds, time: limbs.sameTime.exceeds, period: limbs.samePeriod.exceeds },
    places: craft.map(({ longitude, latitude }) => `${longitude} ${latitude}`),
    names: craft.map((one) => one.name),
    doubts: craft.map(({ doubt = null }) => doubt),
    sameAs: craft.map((one) => one.sameAs.map((other) => other.replace('track:', '')).join(' ')),
    aboard: craft.map(({ aboardReport: { sourceId, observationId } }) => `${sourceId}/${observationId}`),
    permission: craft.map(({ permissionReport: one }) =>
      one === null ? null : `${one.sourceId}/${one.observationId}`,
    ),
    conflicts: craft.flatMap((one) =>
      one.conflictingReports.map(
        ({ sourceId, observationId, widens }) => `${sourceId}/${observationId}${widens ? ' widens' : ''}`,
      ),
    ),
  }
}
export type Brief = ReturnType<typeof brief>

/** min/likely/max, with a plus where an open figure is in the max. */
const sums = ({ min, likely, max }: Limb): string =>
  `${min.persons}/${likely.persons}/${max.persons}${max.openEnded ? '+' : ''}`

/** From and to of min, likely and max; once where all three are the same. */
const spans = ({ min, likely, max }: Limb): string => {
  const each = [min, likely, max].map(({ from, to }) => `${notationOf(from)}..${notationOf(to)}`)
  return new Set(each).size === 1 ? String(each[0]) : each.join(' ')
}
