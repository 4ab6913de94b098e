import type { Observation, Policy } from '@landfall/contracts'
import type { Brief } from './brief.ts'
import { EACH_VISIT, type Row } from './row.ts'
import { seen } from './sea.ts'

/** Rule 3: the people of one visit, `a` inside from 0 to 4. `counts` null: nobody without permission, so no situation. */
export const peopleRow = (
  name: string,
  reports: readonly Observation[],
  counts: string | null,
  more: Partial<Brief> = {},
  policy: Partial<Policy> = {},
): Row => ({
  name,
  policy: { ...EACH_VISIT, ...policy },
  observed: [seen('a', '0'), seen('a', '4'), reports],
  expected: counts === null ? [] : [{ visits: [`a@0 ${counts}`], ...more }],
})
