import { expect, test } from 'vitest'
import { AT, AT_MS } from '../testing/an-alert-view.ts'
import { craftFields, newSightingId, type ReportFields } from './report-fields.ts'
import { reportInput } from './report-input.ts'

const fields = (given: Partial<ReportFields> = {}): ReportFields => ({
  craftKind: 'track',
  craftText: '1',
  sightingId: 'sighting:anna-1',
  position: '',
  seenAt: AT.slice(0, 16),
  zone: 'UTC',
  aboardMin: '40',
  aboardLikely: '',
  aboardMax: '',
  openEnded: false,
  permission: 'unknown',
  permitted: '',
  notPermitted: '',
  method: 'sighting',
  exercise: false,
  ...given,
})
const read = (given: Partial<ReportFields> = {}) => reportInput(fields(given), AT_MS)

test.each<[Partial<ReportFields>, unknown]>([
  [{}, 40],
  [{ openEnded: true }, { min: 40, max: null }],
  [{ aboardLikely: '45' }, { min: 40, likely: 45, max: 45 }],
  [
    { aboardLikely: '45', aboardMax: '50' },
    { min: 40, likely: 45, max: 50 },
  ],
  [{ aboardMax: '50' }, { min: 40, max: 50 }],
])('the fields %j mean %j aboard', (given, aboard) => {
  expect(read(given)).toMatchObject({ ok: true, observation: { aboard, craftId: 'track:1', observedAt: AT } })
})

test.each<[Partial<ReportFields>, object]>([
  [{ permission: 'none' }, { permitted: 0, notPermitted: 40 }],
  [
    { permission: 'none', openEnded: true },
    { permitted: 0, notPermitted: { min: 40, max: null } },
  ],
  [{ permission: 'some', notPermitted: ' 3 ' }, { notPermitted: 3 }],
  [
    { craftKind: 'sighting', position: "36°59.4'S 174 18.0E" },
    { craftId: 'sighting:anna-1', latitude: -36.99, longitude: 174.3 },
  ],
  [{ craftKind: 'mmsi', craftText: ' 512000123 ' }, { craftId: 'mmsi:512000123' }],
  [{ craftKind: 'other', craftText: 'imo:9074729' }, { craftId: 'imo:9074729' }],
  [{ zone: 'NZ', seenAt: '2026-11-23 22:00' }, { observedAt: AT }],
])('the fields %j are sent as %j', (given, sent) => {
  expect(read(given)).toMatchObject({ ok: true, observation: sent })
})

test('an empty field is left out, and not 0', () => {
  const result = read({ permission: 'some', notPermitted: '3' })
  expect(result.ok && Object.keys(result.observation).toSorted()).toEqual(
    ['aboard', 'craftId', 'exercise', 'method', 'notPermitted', 'observedAt', 'type'].toSorted(),
  )
})

test.each<[Partial<ReportFields>, string, string]>([
  [{ craftKind: 'mmsi', craftText: '5120' }, 'craft', '5120: an MMSI is nine digits'],
  [{ craftText: '' }, 'craft', 'is missing: write the track'],
  [{ craftKind: 'other', craftText: 'a boat' }, 'craft', 'scheme:value'],
  [{ craftKind: 'sighting' }, 'position', 'is missing. Write it as 36°59.4′S'],
  [{ position: '-34' }, 'position', 'has one number'],
  [{ method: 'manifest', position: '-34, 173' }, 'position', 'not with manifest'],
  [{ seenAt: 'now' }, 'seenAt', 'cannot be read'],
  [{ aboardMin: '' }, 'aboard', 'write at least the minimum'],
  [{ aboardMin: 'many' }, 'aboard', 'many'],
  [{ aboardMin: '0' }, 'aboard', 'must not be 0'],
  [{ permission: 'some', permitted: '41' }, 'aboard', 'must hold all'],
  [{ permission: 'some', permitted: 'x' }, 'permission', 'x'],
])('%j is refused beside %s', (given, field, reason) =>
  expect(read(given)).toMatchObject({ ok: false, errors: { [field]: expect.stringContaining(reason) } }),
)

test('each field has its own error', () => {
  const result = read({ craftText: '', position: 'here', seenAt: '', aboardMin: '' })
  expect(result.ok || Object.keys(result.errors).toSorted()).toEqual(['aboard', 'craft', 'position', 'seenAt'])
})

test('a new sighting has an id of who opened the form and when; a craft that is known fills in what names it', () => {
  expect(newSightingId('Desk 1 (Āuckland)', AT_MS)).toBe('sighting:desk-1-uckland-20261123-090000')
  expect(newSightingId('', AT_MS)).toBe('sighting:desk-20261123-090000')
  expect(craftFields('mmsi:512000123')).toEqual({ craftKind: 'mmsi', craftText: '512000123' })
  expect(craftFields('sighting:anna-1')).toEqual({ craftKind: 'other', craftText: 'sighting:anna-1' })
})
