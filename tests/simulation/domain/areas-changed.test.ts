import { type ArrivalsSnapshot, type Observation, topics } from '@landfall/contracts'
import { type AreaAlert, watchArea } from '@landfall/mass-arrivals'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import { groupsStage } from '@landfall/windowing/groups-stage'
import { expect, test } from 'vitest'
import { boxArea, COAST, out } from '../tables/inbound/coast.ts'
import { reported, sea, seen } from '../tables/sea.ts'

/** After all of it was observed. */
const LOGGED_MS = Date.UTC(2030, 0)
const names = topics('test')

const watch = (areaIds: readonly string[]) => ({
  areas: areaIds.map((areaId) => watchArea({ ...sea(), areaId })),
  configHash: areaIds.join(),
})
type Watch = ReturnType<typeof watch>

const watchTo = (watchDistanceNm: number): Watch => ({
  areas: [watchArea(boxArea(COAST, { inbound: { watchDistanceNm } }))],
  configHash: `${watchDistanceNm}`,
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

const ONE_BOAT = [seen('a', '0'), reported('a', '1', 'headcount', 31, { notPermitted: 31 })]

/** What is observed makes of the arrivals topic under these areas. */
const arrivalsUnder = (areas: Watch, observed: readonly Observation[] = ONE_BOAT): readonly ArrivalsSnapshot[] => {
  const arrivals = driveStage(arrivalsStage(areas, names))
  const outputs = [...arrivals.fold(batchOf(observed)), ...arrivals.settle(observed.length)]
  return outputs.filter((output) => output.type === 'arrivals')
}

/** Folds the snapshots under these areas, and all that needs no record before and after them. */
const alertsUnder = (
  areas: Watch,
  snapshots: readonly ArrivalsSnapshot[],
  published: readonly AreaAlert[],
  stored = new Map<string, string>(),
): readonly AreaAlert[] => {
  const groups = driveStage(groupsStage(areas, names), { stored, published })
  const batch = batchOf(snapshots)
  return [...groups.settle(snapshots.length), ...groups.fold(batch), ...groups.settle(snapshots.length)].map(
    ({ alert }) => alert,
  )
}

test('an area that is no longer watched: its alerts are cancelled, though the state is lost and nothing else is there', () => {
  const snapshots = arrivalsUnder(watch(['bay']))
  const before = alertsUnder(watch(['bay']), snapshots, [])
  expect(before.map(({ version, status }) => [version, status])).toEqual([[1, 'open']])
  expect(alertsUnder(watch(['sea']), snapshots, before)).toMatchObject([
    { areaId: 'bay', version: 2, status: 'cancelled', reason: 'Its area is no longer watched.' },
  ])
})

// Redis gives the entries in whatever order it has them.
test.each(['first', 'last'])(
  'nor do stored craft hold an alert of it open that is loaded %s, nor late snapshots',
  (order) => {
    const snapshots = arrivalsUnder(watch(['bay']))
    const stored = new Map<string, string>()
    const published = alertsUnder(watch(['bay']), snapshots, [], stored)
    const entries = [...stored].sort(([a], [b]) => Number(a.startsWith('alert/')) - Number(b.startsWith('alert/')))
    const loaded = new Map(order === 'last' ? entries : entries.toReversed())
    expect(alertsUnder(watch(['sea']), snapshots, published, loaded)).toMatchObject([
      { areaId: 'bay', version: 2, status: 'cancelled', reason: 'Its area is no longer watched.' },
    ])
    expect([...loaded.keys()].filter((key) => key.startsWith('craft/'))).toEqual([])
  },
)

/** One has landed with 16, one with 16 comes after it, which was here days before. */
const LANDING = [
  seen('b', '-72', out(-1)),
  reported('a', '0', 'sighting', 16, out(20)),
  seen('a', '3', out(-1)),
  reported('b', '2', 'sighting', 16, out(20)),
  seen('b', '3', out(10)),
]

// The snapshots of before may be read first, or those that follow from the other policy.
test.each([188, 0])(
  'inbound groups that are no longer watched are cancelled with that reason, after snapshots of %i nm',
  (watchDistanceNm) => {
    const watched = arrivalsUnder(watchTo(188), LANDING)
    const raised = alertsUnder(watchTo(188), watched, [])
    expect(raised).toMatchObject([{ kind: 'inbound-group', version: 1, status: 'open', arrived: 16, inbound: 16 }])
    const ended = alertsUnder(watchTo(0), arrivalsUnder(watchTo(watchDistanceNm), LANDING), raised)
    expect(ended).toMatchObject([
      {
        version: 2,
        status: 'cancelled',
        reason: 'Approaches to its area are no longer watched.',
        arrived: 16,
        inbound: 0,
        craft: [{ craftId: 'track:a' }],
      },
    ])
    expect(alertsUnder(watchTo(188), watched, [...raised, ...ended])).toMatchObject([
      { alertId: raised[0]?.alertId, version: 3, status: 'open', arrived: 16, inbound: 16 },
    ])
  },
)
