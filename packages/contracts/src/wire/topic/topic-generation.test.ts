import { expect, test } from 'vitest'
import { reflectsOrder } from '../../messages/arrivals-snapshot.ts'
import { stateNames, topics, windowingGroups } from '../topics.ts'
import { generationOf, PARTITIONS_MAX, partitionsOfGeneration } from './topic-generation.ts'

const GIB = 1_073_741_824

test('a later generation has a name of its own, and the same bytes in all', () => {
  const { observations, exerciseObservations } = topics('drill', { OBSERVATIONS_PARTITIONS: 48 })
  expect(observations).toMatchObject({
    name: 'drill.observations.v1.p48',
    partitions: 48,
    retentionBytes: 6 * GIB,
    first: { name: 'drill.observations.v1', partitions: 12, setting: 'OBSERVATIONS_PARTITIONS' },
  })
  expect(exerciseObservations).toMatchObject({ name: 'drill.exercise-observations.v1', partitions: 4 })
  const asBefore = { OBSERVATIONS_PARTITIONS: 12, EXERCISE_OBSERVATIONS_PARTITIONS: 4 }
  expect(topics('drill', asBefore)).toEqual(topics('drill'))
})

test('states and consumer groups of a later generation stand beside those of the former, and only of the stage that reads it', () => {
  const settings = { EXERCISE_OBSERVATIONS_PARTITIONS: 16 }
  expect(stateNames(settings)).toEqual({ ...stateNames(), 'exercise-arrivals': 'exercise-arrivals.p16' })
  const groups = { ...windowingGroups('drill'), 'exercise-arrivals': 'drill-windowing-exercise-arrivals.p16' }
  expect(windowingGroups('drill', settings)).toEqual(groups)
})

test.each([
  ['drill.observations.v1', 12],
  ['drill.observations.v1.p48', 48],
  ['drill.observations.v1.p048', undefined],
  ['drill.observations.v1.p', undefined],
  ['drill.observations.v1.copy', undefined],
  ['drill.observations.v12', undefined],
  ['drill.exercise-observations.v1', undefined],
])('%s has %s partitions by its name', (name, partitions) => {
  const { observations } = topics('drill')
  expect(partitionsOfGeneration(observations.first ?? observations, name)).toBe(partitions)
  expect(generationOf(topics('drill', { OBSERVATIONS_PARTITIONS: 48 }).observations)).toBe('.p48')
})

test('any offset of a later generation reflects more than any of a former one, exactly', () => {
  const last = 2 ** 43 - 1
  const orders = [
    { offset: 0 },
    { offset: last },
    { offset: 0, partitions: 13 },
    { offset: last, partitions: 13 },
    { offset: 0, partitions: PARTITIONS_MAX },
    { offset: last, partitions: PARTITIONS_MAX },
  ].map((reflects) => reflectsOrder({ partition: 0, ...reflects }))
  expect(orders).toEqual(orders.toSorted((a, b) => a - b))
  expect(new Set(orders).size).toBe(orders.length)
  expect(orders.every(Number.isSafeInteger)).toBe(true)
})
