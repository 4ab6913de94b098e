import { expect, test } from 'vitest'
import { runInProcess } from '../../testing/run-in-process.ts'

const grow = (...args: readonly string[]) => runInProcess(['topics', 'grow', ...args])

test.each([
  [
    ['arrivals', '--partitions', '48'],
    /all arrivals of an area must be in one partition.*observations, exercise-observations/s,
  ],
  [['alerts', '--partitions', '2'], /single order/],
  [['obsevations', '--partitions', '48'], /it is one of observations, exercise-observations/],
  [['--partitions', '48'], /it is one of observations, exercise-observations/],
  [['observations'], /--partitions N is missing/],
  [['observations', '--partitions', '12'], /--partitions.* 12.*13.*1,?000/s],
  [['observations', '--partitions', '1001'], /--partitions.* 1001.*13.*1,?000/s],
])('landfall topics grow %j is refused before anything is asked', async (args, message) => {
  const { code, stderr } = await grow(...args)
  expect([code, stderr]).toEqual([2, expect.stringMatching(message)])
})

test('a setting that is no number is named', async () => {
  const { code, stderr } = await runInProcess(['topics'], { OBSERVATIONS_PARTITIONS: 'many' })
  expect([code, stderr]).toEqual([65, expect.stringMatching(/OBSERVATIONS_PARTITIONS/)])
})
