import { readFileSync } from 'node:fs'
import { type ArrivalsSnapshot, topics } from '@landfall/contracts'
import { watchArea } from '@landfall/mass-arrivals'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import { groupsStage } from '@landfall/windowing/groups-stage'
import { expect, test } from 'vitest'
import { sea } from '../tables/sea.ts'

const fixture = new URL('../../fixtures/messages-v1/arrivals-one-visit.json', import.meta.url)
const snapshot = { ...(JSON.parse(readFileSync(fixture, 'utf8')) as ArrivalsSnapshot), areaId: 'sea' }
const [visit] = snapshot.visits
const names = topics('test')
const watched = { areas: [watchArea(sea())], configHash: 'poison' }

const batchOf = (value: string | Buffer | null) => ({
  entries: [{ offset: 0, timestampMs: 1, key: 'sea/real/k', value }],
  nextOffset: 1,
  highWatermark: 1,
})

/** What somebody else may have put into a topic. */
const anything: readonly (readonly [string, string | Buffer | null])[] = [
  ['nothing (a tombstone)', null],
  ['an empty text', ''],
  ['no UTF-8', Buffer.from([0xff, 0xfe, 0x80])],
  ['100,000 arrays one in the other', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['10 MB of a name', JSON.stringify({ type: 'position', craftId: 'x'.repeat(10_000_000) })],
  ['a snapshot of no craft', JSON.stringify({ ...snapshot, craft: null })],
  ['a snapshot with a visit of nothing', JSON.stringify({ ...snapshot, visits: [null] })],
  ['a snapshot with half the persons', JSON.stringify({ ...snapshot, visits: [{ ...visit, persons: {} }] })],
  ['a snapshot of no time', JSON.stringify({ ...snapshot, newestObservationAt: 'x' })],
]

test.each(anything)('the groups stage skips %s, counts it, and takes nothing from it', (_, value) => {
  let unreadable = 0
  const stage = driveStage(
    groupsStage(watched, names, {
      onUnreadable: () => {
        unreadable += 1
      },
    }),
  )
  stage.fold({ entries: [], nextOffset: 0, highWatermark: 0 })
  stage.settle(0)
  expect(stage.phase()).toBe('live')
  expect(stage.fold(batchOf(value))).toEqual([])
  expect(unreadable).toBe(1)
  expect(stage.state.newestMs).toEqual({ real: null, exercise: null })
  stage.fold(batchOf(JSON.stringify(snapshot)))
  expect(unreadable).toBe(1)
})

test.each(anything)('the arrivals stage refuses %s with a reason, within what a record may have', (_, value) => {
  const stage = driveStage(arrivalsStage(watched, names))
  const outputs = [...stage.fold(batchOf(value)), ...stage.settle(1)]
  const rejected = outputs.filter((output) => output.type === 'rejected')
  expect(outputs).toEqual(rejected)
  expect(rejected.map(({ code }) => code)).toEqual(['invalid'])
  expect(JSON.stringify(rejected).length).toBeLessThan(200_000)
})
