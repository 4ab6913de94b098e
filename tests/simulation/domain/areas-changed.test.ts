import { type ArrivalsSnapshot, topics } from '@landfall/contracts'
import { type AreaAlert, watchArea } from '@landfall/mass-arrivals'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import { groupsStage } from '@landfall/windowing/groups-stage'
import { expect, test } from 'vitest'
import { reported, sea, seen } from '../tables/sea.ts'

/** After all of it was observed. */
const LOGGED_MS = Date.UTC(2030, 0)
const names = topics('test')

const watch = (areaIds: readonly string[]) => ({
  areas: areaIds.map((areaId) => watchArea({ ...sea(), areaId })),
  configHash: areaIds.join(),
})

const batchOf = (values: readonly object[]) => ({
  entries: values.map((value, offset) => ({
    offset,
    timestampMs: LOGGED_MS,
    key: null,
    value: JSON.stringify(value),
  })),
  nextOffset: values.length,
  highWatermark: values.length,
})

/** What one boat with 31 people makes of the arrivals topic under these areas. */
const arrivalsUnder = (areaIds: readonly string[]): readonly ArrivalsSnapshot[] => {
  const arrivals = driveStage(arrivalsStage(watch(areaIds), names))
  const observed = [seen('a', '0'), reported('a', '1', 'headcount', 31, { notPermitted: 31 })]
  const outputs = [...arrivals.fold(batchOf(observed)), ...arrivals.settle(observed.length)]
  return outputs.filter((output) => output.type === 'arrivals')
}

/** Folds the snapshots under these areas, and all that needs no record before and after them. */
const alertsUnder = (
  areaIds: readonly string[],
  snapshots: readonly ArrivalsSnapshot[],
  published: readonly AreaAlert[],
  stored = new Map<string, string>(),
): readonly AreaAlert[] => {
  const groups = driveStage(groupsStage(watch(areaIds), names), { stored, published })
  const batch = batchOf(snapshots)
  return [...groups.settle(snapshots.length), ...groups.fold(batch), ...groups.settle(snapshots.length)].map(
    ({ alert }) => alert,
  )
}

test('an area that is no longer watched: its alerts are cancelled, though the state is lost and nothing else is there', () => {
  const snapshots = arrivalsUnder(['bay'])
  const before = alertsUnder(['bay'], snapshots, [])
  expect(before.map(({ version, status }) => [version, status])).toEqual([[1, 'open']])
  expect(alertsUnder(['sea'], snapshots, before)).toMatchObject([
    { areaId: 'bay', version: 2, status: 'cancelled', reason: 'Its area is no longer watched.' },
  ])
})

// Redis gives the entries in whatever order it has them.
test.each(['first', 'last'])(
  'nor do stored craft hold an alert of it open that is loaded %s, nor late snapshots',
  (order) => {
    const snapshots = arrivalsUnder(['bay'])
    const stored = new Map<string, string>()
    const published = alertsUnder(['bay'], snapshots, [], stored)
    const entries = [...stored].sort(([a], [b]) => Number(a.startsWith('alert/')) - Number(b.startsWith('alert/')))
    const loaded = new Map(order === 'last' ? entries : entries.toReversed())
    expect(alertsUnder(['sea'], snapshots, published, loaded)).toMatchObject([
      { areaId: 'bay', version: 2, status: 'cancelled', reason: 'Its area is no longer watched.' },
    ])
    expect([...loaded.keys()].filter((key) => key.startsWith('craft/'))).toEqual([])
  },
)
