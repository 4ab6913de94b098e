import { LandfallError } from '@landfall/runtime'
import { expect, test } from 'vitest'
import { anIngestApp } from './testing/an-ingest-app.ts'
import { postObservations } from './testing/post-observations.ts'

const position = (craftId: string, exercise: boolean) => ({
  type: 'position',
  craftId,
  observedAt: '2026-11-23T09:29:00Z',
  source: { id: 'radar3', kind: 'radar' },
  longitude: 173,
  latitude: -34,
  exercise,
})

test('real and exercise records go to topics of their own', async () => {
  const { app, valuesIn } = await anIngestApp()
  const { statusCode } = await postObservations(
    app,
    position('a:1', false),
    position('a:1', true),
    position('a:2', true),
  )
  expect(statusCode).toBe(202)
  expect(valuesIn('observations').map(({ craftId, exercise }) => [craftId, exercise])).toEqual([['a:1', false]])
  expect(valuesIn('exercise-observations').map(({ craftId }) => craftId)).toEqual(['a:1', 'a:2'])
  await app.close()
})

test('a full queue of exercises answers 429 to exercises alone', async () => {
  const full = new LandfallError('LF_QUEUE_FULL', 'the queue to Kafka is full', { retryable: true })
  const { app, valuesIn } = await anIngestApp({ sendExercise: () => Promise.reject(full) })
  const refused = await postObservations(app, position('a:1', true))
  expect([refused.statusCode, refused.json().code, refused.headers['retry-after']]).toEqual([429, 'busy', '1'])
  expect((await postObservations(app, position('a:1', false))).statusCode).toBe(202)
  expect(valuesIn('observations')).toHaveLength(1)
  await app.close()
})

test('exercises that wait for Kafka take no place of real records', async () => {
  const stuck = Promise.withResolvers<void>()
  let waiting = 0
  const { app } = await anIngestApp({
    sendExercise: (records) => {
      waiting += records.length
      return stuck.promise
    },
  })
  const bodies = Array.from({ length: 30 }, (_, n) =>
    Array.from({ length: 2_000 }, (_, i) => position(`a:${n}-${i}`, true)),
  )
  const posted = bodies.map((records) => postObservations(app, ...records))
  await expect.poll(() => waiting).toBe(60_000) // More than real records may be in flight.
  expect((await postObservations(app, position('a:1', false))).statusCode).toBe(202)
  stuck.resolve()
  expect(new Set((await Promise.all(posted)).map(({ statusCode }) => statusCode))).toEqual(new Set([202]))
  await app.close()
})
