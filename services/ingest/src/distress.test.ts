import { LandfallError } from '@landfall/runtime'
import { expect, test } from 'vitest'
import { anIngestApp } from './testing/an-ingest-app.ts'
import { postObservations } from './testing/post-observations.ts'

const common = { observedAt: '2026-11-23T09:29:00Z', source: { id: 'coast-ais', kind: 'ais' } }
const call = (craftId: string, exercise = false) => ({ ...common, type: 'distress', craftId, exercise, device: 'sart' })
const position = { ...common, type: 'position', craftId: 'mmsi:512000123', longitude: 173, latitude: -34 }

test('calls for help of both worlds go to the sources topic, beside no position', async () => {
  const { app, log, valuesIn } = await anIngestApp()
  expect(
    (await postObservations(app, call('mmsi:970000001'), position, call('mmsi:970000002', true))).json().accepted,
  ).toBe(3)
  expect(valuesIn('sources')).toMatchObject([
    { craftId: 'mmsi:970000001', test: false, exercise: false, observationId: expect.any(String) },
    { craftId: 'mmsi:970000002', test: false, exercise: true },
  ])
  expect(log.filter(({ topic }) => topic === 'sources').map(({ key }) => key)).toEqual(['distress', 'distress'])
  expect(valuesIn('observations').map(({ type }) => type)).toEqual(['position'])
  expect(valuesIn('exercise-observations')).toEqual([])
  await app.close()
})

test('those of exercises wait in the queue of exercises', async () => {
  const full = new LandfallError('LF_QUEUE_FULL', 'the queue to Kafka is full', { retryable: true })
  const { app, valuesIn } = await anIngestApp({ sendExercise: () => Promise.reject(full) })
  expect((await postObservations(app, call('mmsi:970000001', true))).statusCode).toBe(429)
  expect((await postObservations(app, call('mmsi:970000001'))).statusCode).toBe(202)
  expect(valuesIn('sources')).toHaveLength(1)
  await app.close()
})

test('they are taken while a disk of Kafka is nearly full, and beyond the quota of new craft', async () => {
  const { app } = await anIngestApp({ isDiskLow: () => true, quotas: { newCraftPerHour: 1, newSourcesPerHour: 1 } })
  expect((await postObservations(app, position)).json().code).toBe('disk-low')
  const calls = ['1', '2', '3'].map((digit) => ({
    ...call(`mmsi:97000000${digit}`),
    source: { id: digit, kind: 'ais' },
  }))
  expect((await postObservations(app, ...calls)).json()).toEqual({ accepted: 3, rejected: [] })
  await app.close()
})
