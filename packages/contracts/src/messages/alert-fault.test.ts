import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { alertFault } from './alert-fault.ts'

const folder = new URL('../../../../tests/fixtures/messages-v1/', import.meta.url)
const alerts = readdirSync(folder)
  .filter((name) => name.startsWith('alert-'))
  .map((name): [string, Record<string, unknown>] => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8'))])
const massArrival = alerts.find(([, { kind }]) => kind === 'mass-arrival')?.[1] ?? {}
const [craft] = massArrival['craft'] as readonly object[]
const nested = (depth: number): unknown => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)

test.each(alerts)('%s, as it was once written, has no fault', (_, alert) => {
  expect(alertFault(alert)).toBeNull()
})

describe('what a later version may have is no fault', () => {
  test.each([
    ['a field', { ...massArrival, added: { some: 1 } }],
    ['a kind', { kind: 'flotilla', startedAt: 'spring' }],
    ['a word', { ...massArrival, changes: ['raised', 'moved-on'] }],
  ])('%s', (_, alert) => {
    expect(alertFault(alert)).toBeNull()
  })
})

describe('what readers could not go on with is a fault', () => {
  test.each<[string, unknown]>([
    ['null', null],
    ['a number', 5],
    ['a list', [massArrival]],
    ['JSON of another schema', { type: 'position' }],
    ['no craft', { ...massArrival, craft: undefined }],
    ['craft that is null', { ...massArrival, craft: [null] }],
    ['a version beyond what is exact', { ...massArrival, version: 1e20 }],
    ['an unknown severity', { ...massArrival, severity: 'doom' }],
    ['an unknown status', { ...massArrival, status: 'paused' }],
    ['a kind that is no text', { kind: 3 }],
    ['a severity that is no word', { ...massArrival, severity: 3 }],
    ['an arrival at no time', { ...massArrival, craft: [{ ...craft, arrivedAt: 'x' }] }],
    ['no time', { ...massArrival, firstArrivalAt: '2026-02-31T00:00:00.000Z' }],
    ['nesting of 10,000', { ...massArrival, added: nested(10_000) }],
    ['nesting in a kind of a later version', { kind: 'flotilla', added: nested(10_000) }],
  ])('%s', (_, alert) => {
    expect(alertFault(alert)).not.toBeNull()
  })
})
