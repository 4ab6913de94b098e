import { type ArrivalsSnapshot, type Observation, Policy, topics } from '@landfall/contracts'
import { watchArea } from '@landfall/mass-arrivals'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import { expect, test } from 'vitest'
import { type ArrivalsOutput, arrivalsStage } from './arrivals-stage.ts'
import { groupsStage } from './groups-stage.ts'
import { aPersonsReportAt, aPositionAt } from './testing/a-system.ts'

const area = watchArea({ areaId: 'nz', contains: () => true, policy: Policy.parse({}) })
const watched = { areas: [area], configHash: area.policyHash }
const names = topics('t')

const logOf = (values: readonly unknown[], from = 0) => ({
  entries: values.map((value, n) => ({
    offset: from + n,
    timestampMs: Date.parse('2026-11-20T10:00:00Z') + n,
    key: 'k',
    value: JSON.stringify(value),
  })),
  nextOffset: from + values.length,
  highWatermark: from + values.length,
})

/** The last that the stage says of the craft, on a topic that has grown to so many partitions. */
const snapshotOf = (observations: readonly Observation[], grownTo?: number, from = 0): ArrivalsSnapshot => {
  const driven = driveStage(arrivalsStage(watched, names, { grownTo }))
  const isSnapshot = (output: ArrivalsOutput): output is ArrivalsSnapshot => output.type === 'arrivals'
  const outputs = [...driven.fold(logOf(observations, from)), ...driven.settle(from + observations.length)]
  const snapshot = outputs.filter(isSnapshot).at(-1)
  if (snapshot === undefined) throw new Error('no snapshot')
  return snapshot
}

const seen = (aboard: number) => [aPositionAt('t:a', '09:00', 173), aPersonsReportAt('t:a', '09:05', aboard)]

test('a snapshot of a topic that has grown says so, and of its first generation is as it was', () => {
  expect(snapshotOf(seen(40), 48).reflects).toEqual({ partition: 0, offset: 1, partitions: 48 })
  expect(snapshotOf(seen(40)).reflects).toEqual({ partition: 0, offset: 1 })
})

test('a snapshot of a later generation counts, however low its offset; of the former one none does any more', () => {
  const driven = driveStage(groupsStage(watched, names))
  const former = snapshotOf(seen(40), undefined, 1_000)
  const later = snapshotOf(seen(50), 48)
  const late = snapshotOf(seen(60), undefined, 2_000)
  const likely = [former, later, late].map((snapshot, n) => {
    driven.fold(logOf([snapshot], n))
    driven.settle(n + 1)
    const [areaState] = driven.state.areaStates.all()
    return areaState?.entries.get('t:a')?.visits[0]?.persons?.unauthorised.likely
  })
  expect(likely).toEqual([40, 50, 50])
})
