import { expect, test } from 'vitest'
import { isMaterialChange, MaterialFacts } from './is-material-change.ts'

const eta = (hour: string) => ({
  earliest: `2026-11-23T${hour}:00.000Z`,
  likely: '2026-11-23T08:00:00.000Z',
  latest: '2026-11-23T10:10:00.000Z',
})
const group = {
  status: 'open',
  severity: 'warning',
  unauthorised: { min: 0, likely: 40, max: 40, openEnded: false },
  craft: [{ craftId: 'track:1', sameAs: ['mmsi:512000001'], arrivedAt: null }],
  eta: eta('07:00'),
}
const silent = { status: 'open', severity: 'caution' }

test.each([
  ['nothing', {}, false],
  ['severity', { severity: 'caution' }, true],
  ['an end', { status: 'cancelled' }, true],
  ['the most people', { unauthorised: { ...group.unauthorised, max: 41 } }, true],
  ['an open number', { unauthorised: { ...group.unauthorised, openEnded: true } }, true],
  ['another craft', { craft: [...group.craft, { craftId: 'track:2' }] }, true],
  ['a craft less', { craft: [] }, true],
  ['a craft that is not listed', { craftMore: 1 }, true],
  ['the name that is followed', { craft: [{ craftId: 'mmsi:512000001', sameAs: [] }] }, false],
  ['an arrival', { craft: [{ ...group.craft[0], arrivedAt: '2026-11-23T07:40:00.000Z' }] }, true],
  ['30 minutes earlier', { eta: eta('06:30') }, false],
  ['35 minutes earlier', { eta: eta('06:25') }, true],
  ['35 minutes later', { eta: eta('07:35') }, true],
  ['no longer known when', { eta: null }, true],
])('%s: material %s', (_what, given, expected) => {
  expect(isMaterialChange(MaterialFacts.parse(group), MaterialFacts.parse({ ...group, ...given }))).toBe(expected)
})

test('of a kind that counts no people each version is material', () => {
  expect(isMaterialChange(MaterialFacts.parse(silent), MaterialFacts.parse(silent))).toBe(true)
})
