import { formatWireTime, topics } from '@landfall/contracts'
import type { OutRecord } from '@landfall/kafka'
import { ALERT_BYTES_MAX, watchArea } from '@landfall/mass-arrivals'
import type { StageRecord } from '@landfall/stage'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import { aPersonsReport, aPosition } from '@landfall/testkit'
import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import { groupsStage } from '@landfall/windowing/groups-stage'
import { expect, test } from 'vitest'
import { sea } from '../simulation/tables/sea.ts'

// 1,000 linked craft in 2,000 records: each of them used to write the whole alert again, 517 MB (issue: quadratic growth).

const CRAFT = 1_000
const RECORDS_PER_SECOND = 500
const FROM_MS = Date.UTC(2026, 10, 23)
const LOGGED_FROM_MS = Date.UTC(2026, 10, 24)
const names = topics('hostile')
const watched = { areas: [watchArea(sea())], configHash: 'hostile' }

/** Off one beach, a boat a minute, and one person on each. */
const observations = Array.from({ length: CRAFT }, (_, n) => {
  const craft = { craftId: `track:${n}`, observedAt: formatWireTime(FROM_MS + n * 60_000), exercise: false }
  return [
    aPosition({ ...craft, longitude: 175 + (n % 20) * 0.01, latitude: -36 - (n % 30) * 0.01 }),
    aPersonsReport({ ...craft, method: 'headcount', aboard: 1, notPermitted: 1 }),
  ]
}).flat()

const toLog = (values: readonly object[], recordsPerSecond: number): readonly StageRecord[] =>
  values.map((value, offset) => ({
    offset,
    timestampMs: LOGGED_FROM_MS + Math.floor((offset * 1_000) / recordsPerSecond),
    key: 'k',
    value: JSON.stringify(value),
  }))

/** The arrivals that follow from each record by itself. */
const arrivals = (() => {
  const stage = driveStage(arrivalsStage(watched, names))
  stage.fold({ entries: [], nextOffset: 0, highWatermark: 0 })
  stage.settle(0)
  return toLog(observations, RECORDS_PER_SECOND).flatMap((entry) =>
    stage.fold({ entries: [entry], nextOffset: entry.offset + 1, highWatermark: entry.offset + 1 }),
  )
})()

const alertRecords = (log: readonly StageRecord[]): readonly OutRecord[] => {
  const definition = groupsStage(watched, names)
  const stage = driveStage(definition)
  stage.fold({ entries: [], nextOffset: 0, highWatermark: 0 })
  stage.settle(0)
  const end = {
    offset: log.length,
    timestampMs: (log.at(-1)?.timestampMs ?? 0) + 1_500,
    key: 'k',
    value: '{"type":"tick"}',
  }
  return [...log, end].flatMap((entry) =>
    stage
      .fold({ entries: [entry], nextOffset: entry.offset + 1, highWatermark: entry.offset + 1 })
      .map(definition.toRecord),
  )
}

test('1,000 linked craft in 2,000 records: a few versions of their alert, and the last one has them all', () => {
  const log = toLog(arrivals, RECORDS_PER_SECOND)
  const seconds = Math.ceil(log.length / RECORDS_PER_SECOND)
  const records = alertRecords(log)
  // Raised, and once a second from then on, the tick at the end included.
  expect(records.length).toBeLessThanOrEqual(seconds + 3)
  const bytes = records.reduce((sum, { value }) => sum + Buffer.byteLength(value), 0)
  expect(bytes).toBeLessThanOrEqual((seconds + 3) * ALERT_BYTES_MAX)
  expect(bytes).toBeLessThan(6_000_000)
  expect(JSON.parse(String(records.at(-1)?.value))).toMatchObject({
    unauthorised: { min: CRAFT, likely: CRAFT, max: CRAFT },
  })
})
