import { MassArrivalAlert, ObservationInput } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { aCraftRecord } from './a-craft-record.ts'
import { aPersonsReport } from './a-persons-report.ts'
import { aPosition } from './a-position.ts'
import { aRetraction } from './a-retraction.ts'
import { anAlert } from './an-alert.ts'

test.each([
  ['aPosition', aPosition()],
  ['aPersonsReport', aPersonsReport()],
  ['aCraftRecord', aCraftRecord({ sameAs: ['imo:9074729'] })],
  ['aRetraction', aRetraction({ ofSource: 'patrol-2' })],
])('%s builds what the contract takes, as it then stands in the log', (_, observation) => {
  expect(ObservationInput.parse(observation)).toEqual(observation)
})

test('a count may be given as on the wire', () => {
  expect(aPersonsReport({ aboard: { min: 40, max: null } }).aboard).toEqual({ min: 40, likely: 40, max: null })
})

test('the same fields give the same id, other fields another', () => {
  expect(aPosition().observationId).toBe(aPosition().observationId)
  expect(aPosition().observationId).not.toBe(aPosition({ latitude: -34 }).observationId)
})

test('what the contract refuses is not built', () => {
  expect(() => aPersonsReport({ aboard: 0 })).toThrow('report an empty craft as a position')
})

test('anAlert builds what the contract takes', () => {
  expect(MassArrivalAlert.parse(anAlert({ version: 7 }))).toEqual(anAlert({ version: 7 }))
})
