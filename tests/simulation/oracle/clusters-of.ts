import type { ArrivalDoubt, Policy } from '@landfall/contracts'
import { byCodePoints } from './by-code-points.ts'
import { distanceMetres, NAUTICAL_MILE_METRES } from './distance-metres.ts'
import type { Persons } from './visit-persons-oracle.ts'
import type { OracleSpan } from './visits-oracle.ts'

/** A visit that counts: of which craft, by all its names, with which people. */
export type OracleVisit = OracleSpan & {
  readonly craftId: string
  readonly names: ReadonlySet<string>
  /** Those of them that have a visit in the area. */
  readonly namesSeen: ReadonlySet<string>
  readonly name: string | null
  readonly persons: Persons
  readonly doubt: ArrivalDoubt | undefined
}

export type Cluster = { readonly windowMs: number; readonly members: readonly OracleVisit[] }

export const byOracleArrival = (a: OracleVisit, b: OracleVisit): number =>
  a.arrivedMs - b.arrivedMs || byCodePoints(a.craftId, b.craftId)

/** The connected parts of `all` under `joins`. */
export const components = <T>(all: readonly T[], joins: (a: T, b: T) => boolean): readonly (readonly T[])[] => {
  const left = new Set(all)
  const parts: T[][] = []
  for (const start of all) {
    if (!left.delete(start)) continue
    const part = [start]
    for (const one of part) for (const other of left) if (joins(one, other) && left.delete(other)) part.push(other)
    parts.push(part)
  }
  return parts
}

/** Rule 5: every cluster of every window of this length among these visits. */
export const clustersOf = (members: readonly OracleVisit[], lengthMs: number, policy: Policy): readonly Cluster[] => {
  const near = (a: OracleVisit, b: OracleVisit) => distanceMetres(a, b) <= policy.linkDistanceNm * NAUTICAL_MILE_METRES
  const starts = [...new Set(members.map((member) => member.arrivedMs))].sort((a, b) => a - b)
  return starts.flatMap((windowMs) => {
    const within = members.filter(({ arrivedMs }) => windowMs <= arrivedMs && arrivedMs <= windowMs + lengthMs)
    return components(within, near).map((part) => ({ windowMs, members: part.toSorted(byOracleArrival) }))
  })
}
