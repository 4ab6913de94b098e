import type { InboundGroupAlert, Policy } from '@landfall/contracts'
import { components } from '../clusters-of.ts'
import { distanceMetres, NAUTICAL_MILE_METRES } from '../distance-metres.ts'
import { msPer, timeMs } from '../time-ms.ts'

type Row = InboundGroupAlert['craft'][number]
const atOf = ({ arrivedAt, approach }: Row): string | undefined => arrivedAt ?? approach?.last.at

/** What is wrong with the links of an open alert: each joins two of its craft near enough in time and place, and all make one tree. */
export const faultsOfInboundLinks = (
  { craft, links, craftMore = 0, linksMore = 0 }: InboundGroupAlert,
  policy: Policy,
): readonly string[] => {
  const rowOf = (craftId: string, at: string) => craft.find((row) => row.craftId === craftId && atOf(row) === at)
  const joined = links.map((link) => ({ link, a: rowOf(link.a, link.aAt), b: rowOf(link.b, link.bAt) }))
  const faults = joined.flatMap(({ link, a, b }) => {
    const name = JSON.stringify(link)
    if (a === undefined || b === undefined || a === b) return [`${name} joins what is not of the alert`]
    const places = link.fix === undefined ? [a, b] : [link.fix, newerFirst(a, b)[1]]
    const [one, other] = places
    if (one === undefined || other === undefined) return [`${name} has no place`]
    const distanceNm = distanceMetres(one, other) / NAUTICAL_MILE_METRES
    const apartMs = Math.abs(timeMs(link.aAt) - timeMs(link.bAt))
    return [
      ...(distanceNm <= policy.linkDistanceNm ? [] : [`${name} is too far`]),
      ...(Math.abs(distanceNm - link.distanceNm) <= 0.0501 ? [] : [`${name} says a wrong distance`]),
      ...(apartMs <= policy.periodHours * msPer.hour ? [] : [`${name} is too long`]),
    ]
  })
  const isJoined = (one: Row, other: Row) =>
    joined.some(({ a, b }) => (a === one && b === other) || (a === other && b === one))
  const parts = components(craft, isJoined)
  if (links.length + linksMore !== Math.max(0, craft.length + craftMore - 1)) faults.push('the links are not a tree')
  return parts.length > 1 && craftMore === 0 ? [...faults, `the links leave ${parts.length} parts`] : faults
}

/** By time; of equal ones the smaller name is the newer. */
const newerFirst = (a: Row, b: Row): readonly [Row, Row] => {
  const [atOfA, atOfB] = [atOf(a) ?? '', atOf(b) ?? '']
  const isNewer = atOfA === atOfB ? a.craftId < b.craftId : atOfA > atOfB
  return isNewer ? [a, b] : [b, a]
}
