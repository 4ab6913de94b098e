import { readFileSync } from 'node:fs'
import { type ArrivalsSnapshot, topics } from '@landfall/contracts'
import { createRecount, watchArea } from '@landfall/mass-arrivals'
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

const position = {
  type: 'position',
  craftId: 'track:r-1',
  observedAt: '2026-11-23T09:30:00.000Z',
  longitude: 174,
  latitude: -36,
  exercise: false,
  source: { id: 'radar-3', kind: 'radar' },
  observationId: '1',
}

/** Positions that the quick check must leave to the schema. */
const malformed: readonly (readonly [string, object])[] = [
  ['no source', { source: undefined }],
  ['a source that is null', { source: null }],
  ['a source that is a text', { source: 'radar-3' }],
  ['a source without an id', { source: { kind: 'radar' } }],
  ['a source id that is a number', { source: { id: 3, kind: 'radar' } }],
  ['a source id of 1 MB', { source: { id: 'x'.repeat(1_000_000), kind: 'radar' } }],
  ['a craft id of 1 MB', { craftId: `track:${'x'.repeat(1_000_000)}` }],
  ['a time of no zone', { observedAt: 'Mon Nov 23 2026 09:30:00' }],
  ['a latitude too large', { latitude: 1e308 }],
]

/** The log's time: in time, too late after a newer one, and before the observation. */
const MOMENTS = { 'in time': '2026-11-23T09:30:00Z', future: '2026-11-22T00:00:00Z' } as const

test.each(
  malformed.flatMap(([what, fields]) =>
    Object.entries(MOMENTS).map(([when, loggedAt]) => ({ what, when, fields, loggedAt })),
  ),
)('a position with $what is refused as invalid, and the next one folded ($when)', ({ fields, loggedAt }) => {
  const stage = driveStage(arrivalsStage(watched, names))
  stage.fold({ entries: [], nextOffset: 0, highWatermark: 0 })
  stage.settle(0)
  const at = (value: object, offset: number, timestampMs: number) => ({
    entries: [{ offset, timestampMs, key: 'track:r-1', value: JSON.stringify(value) }],
    nextOffset: offset + 1,
    highWatermark: offset + 1,
  })
  const outputs = stage.fold(at({ ...position, ...fields }, 0, Date.parse(loggedAt)))
  expect(outputs.flatMap((output) => (output.type === 'rejected' ? [output.code] : []))).toEqual(['invalid'])
  stage.fold(at(position, 1, Date.parse('2026-11-23T09:30:01Z')))
  expect(stage.state.craft.size).toBe(1)
})

test('a recount names an observation that throws, skips it, and counts the rest; it asks to be done with care', () => {
  const areas = watched.areas
  const [area] = areas
  if (area === undefined) throw new Error('no area')
  // A time of the log that no date can be.
  const throwing = { offset: 7, timestampMs: 1e17, key: 'k', value: 'not JSON' }
  const good = { offset: 8, timestampMs: Date.parse('2026-11-23T09:30:01Z'), key: 'k', value: JSON.stringify(position) }
  for (const isCareful of [false, true]) {
    const recount = createRecount(areas, area, false, { isCareful })
    recount.fold(3, [throwing, good])
    const { faults, newestMs } = recount.finish([])
    expect(faults.map(({ record }) => record)).toEqual(['3/7'])
    expect(newestMs).toBe(Date.parse(position.observedAt))
    expect(recount.mustBeCareful()).toBe(!isCareful)
  }
})
