import { expect, test } from 'vitest'
import { aDistressView, anAlertView, aSilentView } from '../../testing/an-alert-view.ts'
import { createMatcher } from './create-matcher.ts'

const [craft] = anAlertView().craft
const alert = anAlertView({
  alertId: 'nz-20261126-246349b6',
  place: {
    text: '11 nm N of Whakatāne',
    name: 'Whakatāne',
    distanceMetres: 20_372,
    direction: 'N',
    longitude: 173,
    latitude: -34,
  },
  craft: craft === undefined ? [] : [{ ...craft, craftId: 'mmsi:512000123', name: 'KARERE', sameAs: ['track:r3-88'] }],
})

test.each([
  ['', true],
  ['  ', true],
  ['whakatane', true],
  ['n of WHAKATĀNE', true],
  ['512000123', true],
  ['karere arrival', true],
  ['r3-88', true],
  ['246349', true],
  ['34°00′s', true],
  ['karere inbound', false],
  ['tauranga', false],
])('“%s” finds an alert by place, id, craft, name and kind: %s', (text, isFound) =>
  expect(createMatcher(text)(alert)).toBe(isFound),
)

test('a call for help is found by who calls, a silent source by its name', () => {
  expect(createMatcher('970012345')(aDistressView())).toBe(true)
  expect(createMatcher('coast-radar')(aSilentView())).toBe(true)
})
