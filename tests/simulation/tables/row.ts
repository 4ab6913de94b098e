import type { Observation, Policy } from '@landfall/contracts'
import { describe, expect, test } from 'vitest'
import type { OracleArea, SituationContent } from '../oracle/oracle-area.ts'
import { type Brief, brief } from './brief.ts'
import { sea } from './sea.ts'

/** What is put to the test: the oracle, or the domain through both its stages. */
export type Subject = (
  observations: readonly Observation[],
  areas: readonly OracleArea[],
) => readonly SituationContent[]

/** One example worked by hand: what was observed, and the parts of the situations that the row is about. */
export type Row = {
  readonly name: string
  readonly policy?: Partial<Policy>
  readonly observed: readonly (Observation | readonly Observation[])[]
  readonly expected: readonly Partial<Brief>[]
}

/** Policy under which any visit with somebody aboard is a situation, so that single visits can be looked at. */
export const EACH_VISIT: Partial<Policy> = { threshold: 0 }

export const describeTables = (name: string, tables: Readonly<Record<string, readonly Row[]>>, subject: Subject) => {
  describe.each(Object.entries(tables))(`${name}: %s`, (_, rows) => {
    test.each(rows.map((row) => [row.name, row] as const))('%s', (_name, { policy, observed, expected }) => {
      const observations = observed.flat()
      const check = (inThisOrder: readonly Observation[]) =>
        expect(subject(inThisOrder, [sea(policy)]).map(brief)).toMatchObject(expected)
      check(observations)
      check(observations.toReversed())
      check([...observations, ...observations])
    })
  })
}
