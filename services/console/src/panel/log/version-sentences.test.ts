import type { Alert, Difference } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { AT, anAlertView } from '../../testing/an-alert-view.ts'
import { versionSentences } from './version-sentences.ts'

const [visit] = anAlertView().craft
if (visit === undefined) throw new Error('the builder makes an alert with a craft')
const alert: Alert = anAlertView({ craft: [visit, { ...visit, craftId: 'track:4431' }] })
const saidOf = (...differences: readonly Difference[]) => versionSentences({ differences, alert })
const of = (path: string, before: unknown, after: unknown): Difference => ({
  path,
  ...(before !== undefined && { before }),
  ...(after !== undefined && { after }),
})
const likely = of('unauthorised.likely', 40, 46)
const member = (field = '', craftId = 'track:4431', at = AT) =>
  `craft.${craftId}@${at}${field === '' ? '' : `.${field}`}`

test.each<readonly [string, readonly Difference[], readonly string[]]>([
  ['a craft that joins', [of(member(), undefined, visit), likely], ['Track 4431 joined as B: likely 40 → 46']],
  [
    'a craft that is removed',
    [of(member('', 'mmsi:512000123'), visit, undefined), of('unauthorised.likely', 46, 40)],
    ['MMSI 512000123 removed: likely 46 → 40'],
  ],
  [
    'a craft that arrives',
    [
      of(member('', 'track:4431', 'null'), visit, undefined),
      of(member(), undefined, visit),
      of('arrived', 0, 12),
      of('inbound', 12, 0),
    ],
    ['Track 4431 arrived', 'Arrived 0 → 12, inbound 12 → 0'],
  ],
  [
    'another count on a craft',
    [of(member('unauthorised.likely'), 9, 12), of(member('aboardReport.observationId'), 'a', 'b'), likely],
    ['Track 4431: likely 9 → 12, another report of people aboard', 'Likely 40 → 46'],
  ],
  [
    'a name, a doubt and a conflict',
    [
      of(member('name'), null, 'KARERE'),
      of(member('doubt'), undefined, 'position-jump'),
      of(member('conflictingReports'), [], [{}]),
    ],
    ['Track 4431: name none → KARERE, arrival doubtful, other conflicting reports'],
  ],
  [
    'another forecast',
    [
      of(member('approach.state', 'track:4431', 'null'), 'adrift', 'heading-in'),
      of(member('approach.speedKnots', 'track:4431', 'null'), 1, 9),
    ],
    ['Track 4431: now heading in, another forecast'],
  ],
  ['what only goes into sums', [of(member('maxInSums'), 9, 12)], ['Track 4431: evidence changed']],
  ['a new field of a craft', [of(member('newField'), 1, 2)], ['Track 4431: new field 1 → 2']],
  ['an id with an @ in it', [of(member('', 'sighting:a@b'), undefined, visit)], ['Sighting a@b joined']],
  [
    'the numbers',
    [of('unauthorised.min', 31, 33), likely, of('unauthorised.max', 50, 54)],
    ['Minimum 31 → 33, likely 40 → 46, maximum 50 → 54'],
  ],
  ['an open end', [of('unauthorised.openEnded', false, true)], ['No upper limit is known any more']],
  ['a bound', [of('unauthorised.openEnded', true, false)], ['An upper limit is known now']],
  [
    'severity',
    [of('severity', 'warning', 'alarm'), of('certainty', 'likely', 'observed')],
    ['Severity warning → alarm', 'Certainty likely → observed'],
  ],
  [
    'its end',
    [of('status', 'open', 'superseded'), of('reason', null, 'it became one'), of('supersededBy', null, 'nz-2')],
    ['Now superseded', 'Reason: it became one', 'Goes on as nz-2'],
  ],
  ['opening again', [of('status', 'cancelled', 'open'), of('reason', 'gone', null)], ['Now open']],
  [
    'a legal test',
    [
      of('limbs.samePeriod.exceeds', null, 'observed'),
      of('limbs.sameTime.exceeds', 'likely', null),
      of('limbs.samePeriod.min.persons', 22, 33),
    ],
    ['Within the long window: met on confirmed count; Within the short window: no longer met'],
  ],
  ['only sums of tests', [of('limbs.sameCraft.likely.persons', 9, 12)], ['The sums of the legal tests changed']],
  [
    'an arrival expected later',
    [of('eta.earliest', '2026-11-23T12:00:00.000Z', '2026-11-23T14:00:00.000Z')],
    ['ETA earliest 23 Nov 12:00 UTC → 23 Nov 14:00 UTC'],
  ],
  ['an arrival that is expected', [of('eta', null, {})], ['An arrival is expected']],
  ['an arrival no longer expected', [of('eta', {}, null)], ['No arrival is expected any more']],
  ['links', [of('links', [], [{}])], ['Links between the craft changed']],
  [
    'arrivals',
    [of('lastArrivalAt', AT, '2026-11-23T10:00:00.000Z')],
    ['Last arrival 23 Nov 09:00 UTC → 23 Nov 10:00 UTC'],
  ],
  [
    'rules',
    [of('policy', 'sha256:1', 'sha256:2'), of('threshold', 30, 20)],
    ['Threshold, more than: 30 → 20', 'The rules of the area changed'],
  ],
  ['who is counted', [of('counts', undefined, 'aboard')], ['Who is counted changed']],
  ['evidence left out', [of('craftMore', undefined, 3)], ['More evidence than is listed']],
  [
    'a call heard again',
    [of('lastHeardAt', AT, '2026-11-23T10:00:00.000Z'), of('heardBy.id', 'a', 'coast-ais'), of('loggedAt', AT, AT)],
    ['Heard again 23 Nov 10:00 UTC, by coast-ais'],
  ],
  ['another receiver', [of('heardBy.id', 'a', 'b')], ['Heard by b']],
  ['a call that moved', [of('place.longitude', 1, 2), of('place.observedAt', AT, AT)], ['Position moved']],
  ['a place', [of('place', null, {})], ['Place known']],
  ['what a call says', [of('text', null, 'SART TEST')], ['Now says: SART TEST']],
  [
    'a fault seen again',
    [of('count', 3, 4), of('lastAt', AT, '2026-11-23T10:00:00.000Z')],
    ['Count 3 → 4, last time 23 Nov 09:00 UTC → 23 Nov 10:00 UTC'],
  ],
  ['a field of a later contract', [of('seaState.waveHeight', 1, { metres: 2 })], ['Sea state, wave height: 1 → given']],
  ['nothing', [], []],
])('%s', (_what, differences, sentences) => expect(saidOf(...differences)).toEqual(sentences))

test('text that somebody else wrote is set apart in its sentence', () =>
  expect(saidOf(of('text', null, '\u05D0x'))).toEqual(['Now says: \u2068\u05D0x\u2069']))
