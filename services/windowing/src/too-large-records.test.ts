import { type ArrivalsSnapshot, Policy, type Rejected, topics, type VisitPersons } from '@landfall/contracts'
import {
  ALERT_BYTES_MAX,
  ARRIVALS_BYTES_MAX,
  type AreaAlert,
  REJECTED_BYTES_MAX,
  summariseAlert,
  watchArea,
} from '@landfall/mass-arrivals'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import { expect, test } from 'vitest'
import { arrivalsStage } from './arrivals-stage.ts'
import type { OnTooLargeRecord } from './bounded-json.ts'
import { groupsStage } from './groups-stage.ts'

// The bounds of what is listed leave no such records (tests/simulation/laws/record-bounds.test.ts). Where a bound is wrong, a
// stage writes less and goes on.

const area = watchArea({ areaId: 'nz', contains: () => true, policy: Policy.parse({}) })
const watched = { areas: [area], configHash: area.policyHash }
const names = topics('t')
const AT = '2026-11-23T09:00:00.000Z'

const report = {
  observationId: 'r',
  sourceId: 'patrol-7',
  method: 'headcount',
  observedAt: AT,
  aboard: { min: 40, likely: 40, max: 40 },
  permitted: null,
  notPermitted: null,
} as const
const persons: VisitPersons = {
  unauthorised: { min: 0, likely: 40, max: 40 },
  maxInSums: 40,
  aboardReport: report,
  permissionReport: null,
  conflictingReports: [],
  conflictingReportsMore: 0,
}
const isUnknown = { name: null, callSign: null, imo: null, flag: null, shipType: null, lengthMetres: null }
const snapshot: ArrivalsSnapshot = {
  type: 'arrivals',
  areaId: 'nz',
  exercise: false,
  craftId: 't:a',
  craft: { ...isUnknown, scheduledService: false, domestic: false, sameAs: [] },
  visits: [{ arrivedAt: AT, longitude: 175, latitude: -35, lastAt: AT, persons }],
  knownFrom: '2026-10-23T09:00:00.000Z',
  newestObservationAt: AT,
  reflects: { partition: 0, offset: 0 },
}
const log = {
  entries: [{ offset: 0, timestampMs: Date.parse(AT), key: 't:a', value: JSON.stringify(snapshot) }],
  nextOffset: 1,
  highWatermark: 1,
}

/** The alert that the snapshot raises. */
const anAlert = (): AreaAlert => {
  const driven = driveStage(groupsStage(watched, names))
  const [emitted] = [...driven.fold(log), ...driven.settle(1)]
  if (emitted === undefined) throw new Error('no alert')
  return emitted.alert
}

const recorder = () => {
  const seen: Parameters<OnTooLargeRecord>[] = []
  const onTooLarge: OnTooLargeRecord = (...one) => {
    seen.push(one)
  }
  return { seen, onTooLarge }
}
const parsed = (value: unknown): unknown => JSON.parse(String(value))

test('of an alert that is too large the numbers are written, under its id and version', () => {
  const { seen, onTooLarge } = recorder()
  const stage = groupsStage(watched, names, { onTooLargeRecord: onTooLarge })
  const { craft, ...rest } = anAlert()
  const large = craft.map((one) => ({ ...one, sameAs: ['x'.repeat(ALERT_BYTES_MAX)] }))
  const alert = { ...rest, craft: large } as AreaAlert
  const record = stage.toRecord({ alert, loggedAtMs: 0 })
  expect(parsed(record.value)).toEqual({ ...rest, craft: [], craftMore: 1, evidenceOmitted: 'too-large' })
  expect(record.headers).toMatchObject({ ce_id: `${alert.alertId}/1` })
  expect(stage.toRecord({ alert, loggedAtMs: 0 })).toEqual(record)
  expect(seen[0]).toEqual(['alert', alert.alertId, Buffer.byteLength(JSON.stringify(alert))])
})

test('an alert that is not too large is written whole', () => {
  const { seen, onTooLarge } = recorder()
  const alert = anAlert()
  expect(
    parsed(groupsStage(watched, names, { onTooLargeRecord: onTooLarge }).toRecord({ alert, loggedAtMs: 0 }).value),
  ).toEqual(alert)
  expect(seen).toEqual([])
})

test('a state that is rebuilt goes on with an alert whose last version lists no evidence', () => {
  const first = anAlert()
  const summary = summariseAlert({ ...first, version: 2, changes: ['evidence-changed'] })
  const driven = driveStage(groupsStage(watched, names), { published: [first, summary] })
  const emitted = [...driven.fold(log), ...driven.settle(1)].map(({ alert }) => alert)
  expect(emitted).toMatchObject([{ alertId: first.alertId, version: 3, status: 'open', craft: [{ craftId: 't:a' }] }])
  expect(emitted[0]?.evidenceOmitted).toBeUndefined()
})

test('of a snapshot that is too large all that counts is written', () => {
  const { seen, onTooLarge } = recorder()
  const conflict = { ...report, observationId: 'x'.repeat(ARRIVALS_BYTES_MAX), widens: false }
  const large = {
    ...snapshot,
    visits: snapshot.visits.map((visit) => ({ ...visit, persons: { ...persons, conflictingReports: [conflict] } })),
  }
  const { value } = arrivalsStage(watched, names, { onTooLargeRecord: onTooLarge }).toRecord(large)
  const [visit] = snapshot.visits
  expect(parsed(value)).toEqual({
    ...snapshot,
    visits: [{ ...visit, persons: { ...persons, conflictingReportsMore: 1 } }],
  })
  expect(seen).toMatchObject([['arrivals', 'nz/real/t:a', expect.any(Number)]])
})

test('of a refused input that is too large the reason is written', () => {
  const { seen, onTooLarge } = recorder()
  const rejected: Rejected = {
    type: 'rejected',
    sourceId: 'radar-3',
    where: 'windowing/arrivals',
    code: 'invalid',
    reason: 'because',
    field: null,
    receivedAt: AT,
    input: 'x'.repeat(REJECTED_BYTES_MAX),
    truncated: false,
  }
  const { value } = arrivalsStage(watched, names, { onTooLargeRecord: onTooLarge }).toRecord(rejected)
  expect(parsed(value)).toEqual({ ...rejected, input: '', truncated: true })
  expect(seen).toMatchObject([['rejected', 'radar-3', expect.any(Number)]])
})
