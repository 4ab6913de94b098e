import { anAlert } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { situationsOf } from '../simulation/oracle/situations-of.ts'
import { compareWithOracle, eventsOf, wideSea, worldObservations } from './wide-sea.ts'

const SEED = 14
const events = [0, 1, 60, 61].flatMap((place) => eventsOf(place).flatMap(({ observations }) => observations))
const worlds = Array.from({ length: 40 }, (_, number) => worldObservations(number, SEED)).flat()

test('each story of a place is a situation of its own, and most worlds have one', () => {
  expect(compareWithOracle([], events)).toMatchObject({ expected: 4, wrong: [] })
  expect(compareWithOracle([], worlds).expected).toBeGreaterThan(30)
})

test('an alert that is missing, and one that says otherwise, are named', () => {
  const { missing, wrong } = compareWithOracle([anAlert({ areaId: 'places' })], events)
  expect([missing.length, wrong.length]).toEqual([4, 1])
})

test('part by part the oracle says the same as of everything at once', () => {
  const some = [...events, ...worlds.slice(0, 600)]
  expect(compareWithOracle([], some).expected).toBe(situationsOf(some, wideSea.areas).length)
})
