import type { Observation, Policy } from '@landfall/contracts'
import { describe, expect, test } from 'vitest'
import type { InboundArea } from '../../oracle/inbound/inbound-area.ts'
import type { InboundContent } from '../../oracle/inbound/inbound-content-oracle.ts'
import { boxArea, COAST } from './coast.ts'
import { type InboundBrief, inboundBrief } from './inbound-brief.ts'

/** What is put to the test: the oracle, or the domain through both its stages. */
export type InboundSubject = (
  observations: readonly Observation[],
  areas: readonly InboundArea[],
) => readonly InboundContent[]

/** One example worked by hand: what was observed off the coast, and the parts of the open inbound groups that the row is about. */
export type InboundRow = {
  readonly name: string
  readonly box?: typeof COAST
  readonly policy?: Partial<Policy>
  readonly observed: readonly (Observation | readonly Observation[])[]
  readonly expected: readonly Partial<InboundBrief>[]
}

export const describeInbound = (
  name: string,
  tables: Readonly<Record<string, readonly InboundRow[]>>,
  subject: InboundSubject,
): void => {
  describe.each(Object.entries(tables))(`${name}: %s`, (_, rows) => {
    test.each(rows.map((row) => [row.name, row] as const))('%s', (_name, { box, policy, observed, expected }) => {
      const observations = observed.flat()
      const check = (inThisOrder: readonly Observation[]) =>
        expect(subject(inThisOrder, [boxArea(box ?? COAST, policy)]).map(inboundBrief)).toMatchObject(expected)
      check(observations)
      check(observations.toReversed())
      check([...observations, ...observations])
    })
  })
}
