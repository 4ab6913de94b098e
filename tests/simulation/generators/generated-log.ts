import type { Observation, Policy } from '@landfall/contracts'
import fc from 'fast-check'
import type { OracleArea } from '../oracle/oracle-area.ts'
import { sea } from '../tables/sea.ts'
import { someObservations } from './some-observations.ts'

export type GeneratedLog = { readonly areas: readonly OracleArea[]; readonly observations: readonly Observation[] }

// Worlds last 74 days and some ms from the first report to the last arrival, and `retention` and `personsHorizon` together are never
// less: what is older than these may be forgotten, and then order may matter (design: 4, rule 9).
const policy: fc.Arbitrary<Partial<Policy>> = fc.constantFrom(
  {},
  {},
  { threshold: 0 },
  { threshold: 9, openEndedFactor: 1.5, likelyMethods: ['manifest', 'headcount'] },
  { threshold: 15, visitGapHours: 1, absenceGapHours: 24, periodHours: 6, sameTimeMinutes: 30 },
  { threshold: 30, counts: 'aboard', excludes: ['domestic'], law: 'An Act s 1' },
  { excludes: [], counts: 'unauthorised', periodHours: 8_784, retentionDays: 366 },
  {
    threshold: 20,
    personsAfterHours: 6,
    personsFreshHours: 1,
    personsHorizonDays: 14,
    permissionHorizonDays: 3,
    retentionDays: 61,
  },
)

/** The whole sea, and the same sea again, south of 34.5 S only, under another name and policy. */
const areasOf = (first: Partial<Policy>, second: Partial<Policy> | null): readonly OracleArea[] => {
  const whole = sea(first)
  if (second === null) return [whole]
  const south = sea(second, 'south')
  return [
    whole,
    { ...south, contains: (longitude, latitude) => south.contains(longitude, latitude) && latitude <= -34.5 },
  ]
}

export const someAreas = fc.tuple(policy, fc.option(policy, { freq: 3 })).map(([one, two]) => areasOf(one, two))

export const aGeneratedLog = (piecesMax?: number): fc.Arbitrary<GeneratedLog> =>
  fc.record({ areas: someAreas, observations: someObservations(piecesMax) })
