import type { MassArrivalAlert, Policy } from '@landfall/contracts'
import { components } from './clusters-of.ts'
import { distanceMetres, NAUTICAL_MILE_METRES } from './distance-metres.ts'
import { msPer, timeMs } from './time-ms.ts'

// Links are for people: they are written rounded, to a tenth at least.
const ROUNDING = 0.06

/**
 * What is wrong with an alert's links; nothing: []. Each must join two of its visits that a window can link, say their
 * distance and time apart truly, and all together must connect all visits (a spanning tree is enough). Where not all visits are
 * listed, those links of the tree are missing that have an end not listed.
 */
export const faultsOfLinks = (
  { craft, links, craftMore = 0, linksMore = 0 }: MassArrivalAlert,
  policy: Policy,
): readonly string[] => {
  const rowOf = (craftId: string, arrivedAt: string) =>
    craft.find((row) => row.craftId === craftId && row.arrivedAt === arrivedAt)
  const joined = links.map((link) => ({
    link,
    a: rowOf(link.a, link.aArrivedAt),
    b: rowOf(link.b, link.bArrivedAt),
  }))
  const faults = joined.flatMap(({ link, a, b }) => {
    if (a === undefined || b === undefined) return [`${JSON.stringify(link)} joins a visit that is not of the alert`]
    const distanceNm = distanceMetres(a, b) / NAUTICAL_MILE_METRES
    const apartMs = Math.abs(timeMs(a.arrivedAt) - timeMs(b.arrivedAt))
    const checks: readonly (readonly [string, boolean])[] = [
      ['joins a visit with itself', a !== b],
      ['is too far', distanceNm <= policy.linkDistanceNm],
      ['is too long', apartMs <= policy.periodHours * msPer.hour],
      ['says a wrong distance', Math.abs(link.distanceNm - distanceNm) <= ROUNDING],
      ['says wrong minutes', Math.abs(Math.abs(link.minutesApart) - apartMs / msPer.minute) <= ROUNDING],
    ]
    return checks.filter(([, isRight]) => !isRight).map(([fault]) => `${JSON.stringify(link)} ${fault}`)
  })
  const ends = new Map(craft.map((row) => [row, new Set<unknown>()]))
  for (const { a, b } of joined) {
    if (a !== undefined) ends.get(a)?.add(b)
    if (b !== undefined) ends.get(b)?.add(a)
  }
  const parts = components(craft, (one, other) => ends.get(one)?.has(other) === true)
  if (links.length + linksMore !== Math.max(0, craft.length + craftMore - 1)) faults.push('the links are not a tree')
  return parts.length > 1 && craftMore === 0 ? [...faults, `the links leave ${parts.length} parts`] : faults
}
