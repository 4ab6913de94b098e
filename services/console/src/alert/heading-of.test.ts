import type { AlertPlace, AlertView } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { isolateText } from '../format/isolate-text.ts'
import { aDistressTestView, aDistressView, anAlertView, aSilentView } from '../testing/an-alert-view.ts'
import { anInboundView } from '../testing/an-inbound-view.ts'
import { headingOf } from './heading-of.ts'
import { placeOf } from './place-of.ts'

const place: AlertPlace = {
  text: '9 nm ESE of North Cape',
  name: 'North Cape',
  distanceMetres: 16_668,
  direction: 'ESE',
  longitude: 173,
  latitude: -34,
}
const named = isolateText(place.text)
const { craft } = anAlertView()

test.each<readonly [string, AlertView, string]>([
  ['a mass arrival', anAlertView({ place }), `Mass arrival, ${named}`],
  ['one without evidence', anAlertView({ craft: [] }), 'Mass arrival'],
  ['one of an older service', anAlertView(), 'Mass arrival, 34°00′S 173°00′E'],
  ['an inbound group', anInboundView({ place }), `Inbound group, ${named}`],
  [
    'a call for help',
    aDistressView({
      place: { longitude: 173.2, latitude: -34.1, observedAt: '2026-11-23T09:00:00.000Z', text: place.text },
    }),
    `Distress call (AIS-SART), ${named}`,
  ],
  ['a call from a place without a name', aDistressView(), 'Distress call (AIS-SART), 34°06′S 173°12′E'],
  ['a test', aDistressTestView({ place: null }), 'Distress test (Man overboard device), place not known'],
  ['a silent source', aSilentView(), `Source ${isolateText('coast-radar')} silent`],
  ['one heard again', aSilentView({ status: 'cancelled' }), `Source ${isolateText('coast-radar')} heard again`],
])('the heading of %s', (_what, alert, heading) => expect(headingOf(alert)).toBe(heading))

test('the place is that of all craft, also over 180°', () => {
  const [one] = craft
  if (one === undefined) throw new Error('the builder makes an alert with a craft')
  const apart = [179.5, -179.5].map((longitude) => ({ ...one, longitude, latitude: -44 }))
  expect(placeOf(anAlertView({ craft: apart }))).toMatchObject({
    positionText: expect.stringMatching(/^44°00′S 180°00′[EW]$/),
    latitude: expect.closeTo(-44, 2),
  })
})

test('what is nowhere has no place', () => expect(placeOf(aSilentView())).toBeNull())
