import type { ArrivalsSnapshot, MassArrivalAlert } from '@landfall/contracts'
import { collectPublished, openArrivals, openGroups, watchArea } from '@landfall/mass-arrivals'
import { expect, test } from 'vitest'
import { sea, seen, told } from '../tables/sea.ts'

type Groups = ReturnType<typeof openGroups>

/** After all of it was observed. */
const LOGGED_MS = Date.UTC(2030, 0)

const watched = (areaId: string) => watchArea({ ...sea(), areaId })

/** What one boat with 31 people makes of the arrivals topic under these areas. */
const arrivalsUnder = (areaIds: readonly string[]): readonly ArrivalsSnapshot[] => {
  const arrivals = openArrivals({ areas: areaIds.map(watched), configHash: areaIds.join(), partition: 0 }, new Map())
  const observed = [seen('a', '0'), told('a', '1', 'headcount', 31, { notPermitted: 31 })]
  const entries = observed.map((one, offset) => ({
    offset,
    timestampMs: LOGGED_MS,
    key: null,
    value: JSON.stringify(one),
  }))
  return arrivals.fold({ entries, nextOffset: entries.length, highWatermark: entries.length }).snapshots
}

const foldAll = (
  groups: Groups,
  snapshots: readonly ArrivalsSnapshot[],
  stored = new Map<string, string>(),
): readonly MassArrivalAlert[] => {
  const entries = snapshots.map((one, offset) => ({
    offset,
    timestampMs: LOGGED_MS,
    key: null,
    value: JSON.stringify(one),
  }))
  const end = { nextOffset: entries.length, highWatermark: entries.length }
  const alerts: MassArrivalAlert[] = []
  const fold = (batch: Parameters<Groups['fold']>[0]): void => {
    const { alerts: emitted, change } = groups.fold(batch)
    alerts.push(...emitted.map(({ alert }) => alert))
    for (const [key, value] of change.puts) stored.set(key, value)
    for (const key of change.deletes) stored.delete(key)
  }
  while (groups.isDue()) fold({ entries: [], ...end })
  fold({ entries, ...end })
  while (groups.isDue()) fold({ entries: [], ...end })
  return alerts
}

test('an area that is no longer watched: its alerts are cancelled, though the state is lost and nothing else is there', () => {
  const snapshots = arrivalsUnder(['bay'])
  const before = foldAll(openGroups({ areas: [watched('bay')], configHash: '1' }, new Map(), []), snapshots)
  expect(before.map(({ version, status }) => [version, status])).toEqual([[1, 'open']])
  const emptied = openGroups({ areas: [watched('sea')], configHash: '2' }, new Map(), collectPublished(before))
  expect(foldAll(emptied, snapshots)).toMatchObject([
    { areaId: 'bay', version: 2, status: 'cancelled', reason: 'Its area is no longer watched.' },
  ])
})

// Redis gives the entries in whatever order it has them.
test.each(['first', 'last'])(
  'nor do stored craft hold an alert of it open that is loaded %s, nor late snapshots',
  (order) => {
    const snapshots = arrivalsUnder(['bay'])
    const stored = new Map<string, string>()
    const under = { areas: [watched('bay')], configHash: '1' }
    const told = foldAll(openGroups(under, stored, []), snapshots, stored)
    const entries = [...stored].sort(([a], [b]) => Number(a.startsWith('alert/')) - Number(b.startsWith('alert/')))
    const loaded = new Map(order === 'last' ? entries : entries.toReversed())
    const changed = openGroups({ areas: [watched('sea')], configHash: '2' }, loaded, collectPublished(told))
    expect(foldAll(changed, snapshots, loaded)).toMatchObject([
      { areaId: 'bay', version: 2, status: 'cancelled', reason: 'Its area is no longer watched.' },
    ])
    expect([...loaded.keys()].filter((key) => key.startsWith('craft/'))).toEqual([])
  },
)
