import { readFile } from 'node:fs/promises'
import type { Alert, DiagnosticAlert, SourceLimitAlert, SourceSilentAlert } from '@landfall/contracts'
import { aDistressAlert, anAlert, anInboundAlert } from '@landfall/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import type { AlertVersion } from '../domain/alert-version.ts'
import { aVersion } from '../testing/a-version.ts'
import { writeCap } from './write-cap.ts'

const rules = await readFile(new URL('../../../../tests/fixtures/cap/cap-1.2-rules.xsd', import.meta.url), 'utf8')
const AT_MS = Date.parse('2026-11-23T09:30:00.250Z')

const version = (alert: Alert): AlertVersion =>
  aVersion({
    alertId: alert.alertId,
    version: alert.version,
    timeMs: AT_MS + alert.version * 60_000,
    json: Buffer.from(JSON.stringify(alert)),
  })
const NAMES = { sender: 'landfall@example', senderName: 'Landfall', areaName: 'New Zealand' }
const cap = (...alerts: readonly Alert[]): string => {
  const versions = alerts.map(version)
  const last = versions.at(-1)
  return (last && writeCap({ version: last, earlier: versions.slice(0, -1), ...NAMES })) ?? ''
}

const violationsOf = async (...messages: readonly string[]): Promise<readonly string[]> => {
  const xml = messages.map((contents, index) => ({ fileName: `alert-${index}.xml`, contents }))
  const { errors } = await validateXML({ xml, schema: [rules] })
  return errors.map(({ message }) => message)
}
const textIn = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]

const silent: SourceSilentAlert = {
  alertId: 'source-radar-3',
  version: 1,
  status: 'open',
  kind: 'source-silent',
  exercise: false,
  areaId: null,
  severity: 'caution',
  certainty: 'observed',
  source: { id: 'radar 3 & <co>', kind: 'radar' },
  lastHeardAt: '2026-11-23T09:00:00.000Z',
  expectedIntervalSeconds: 60,
  supersededBy: null,
  reason: null,
  changes: ['raised'],
}

const { source: _source, lastHeardAt, expectedIntervalSeconds: _interval, ...head } = silent
const diagnostic: DiagnosticAlert = {
  ...head,
  kind: 'diagnostic',
  cause: 'feeder-quota',
  subject: 'token <a>',
  detail: 'more than 5 records/s',
  count: 3,
  firstAt: lastHeardAt,
  lastAt: lastHeardAt,
  countedAt: lastHeardAt,
  changes: ['raised'],
}
const limit: SourceLimitAlert = { ...head, kind: 'source-limit', sourcesMax: 1_000, reachedAt: lastHeardAt }

test('where it is stands in the headline and before the area', async () => {
  const place = { text: '9 nm ESE of Whangārei', name: 'Whangārei', distanceMetres: 16_668, direction: 'ESE' } as const
  const placed = { ...version(anAlert()), place: { ...place, longitude: 174.5, latitude: -35.8 } }
  const xml = writeCap({ version: placed, earlier: [], ...NAMES }) ?? ''
  expect(await violationsOf(xml)).toEqual([])
  expect(textIn(xml, 'areaDesc')).toBe('9 nm ESE of Whangārei. New Zealand: places of arrival')
  expect(textIn(xml, 'headline')).toMatch(/ on 1 craft, 9 nm ESE of Whangārei$/)
})

test.each<[string, readonly Alert[], Readonly<Record<string, string>>]>([
  ['the first version', [anAlert()], { msgType: 'Alert', status: 'Actual', sent: '2026-11-23T09:31:00-00:00' }],
  [
    'all aboard counted, under a law of its own',
    [anAlert({ counts: 'aboard', excludes: [], law: 'An Act s 1' })],
    {
      headline: 'warning, 0 to 42 people (likely 42) aboard on 1 craft',
      description: `0 to 42 people (likely 42) aboard; a mass arrival is more than 30. Counted: everybody aboard, whatever their permission, on all craft. Law: An Act s 1.
Certainty: likely. First arrival 2026-11-23T09:02:00.000Z, last 2026-11-23T09:02:00.000Z.
track:radar3-8841 arrived 2026-11-23T09:02:00.000Z: 0 to 42 (likely 42).`,
    },
  ],
  ['an exercise', [anAlert({ exercise: true })], { status: 'Exercise' }],
  [
    'the first update references the first version',
    [anAlert(), anAlert({ version: 2 })],
    { msgType: 'Update', references: 'landfall@example,nz-20261123-7f3a9c1e.v1,2026-11-23T09:31:00-00:00' },
  ],
  [
    'an update references all earlier versions',
    [anAlert(), anAlert({ version: 2 }), anAlert({ version: 3, severity: 'alarm', certainty: 'observed' })],
    {
      msgType: 'Update',
      severity: 'Severe',
      references:
        'landfall@example,nz-20261123-7f3a9c1e.v1,2026-11-23T09:31:00-00:00 landfall@example,nz-20261123-7f3a9c1e.v2,2026-11-23T09:32:00-00:00',
    },
  ],
  [
    'a cancellation without craft',
    [anAlert(), anAlert({ version: 2, status: 'cancelled', reason: 'recount: 12 < 30 & fewer', craft: [] })],
    { msgType: 'Cancel', note: 'recount: 12 &lt; 30 &amp; fewer', urgency: 'Past' },
  ],
  [
    'a superseded alert',
    [anAlert(), anAlert({ version: 2, status: 'superseded', supersededBy: 'nz-20261123-00000001' })],
    { msgType: 'Cancel' },
  ],
  ['a silent source', [silent], { event: 'Source of observations silent', severity: 'Minor', msgType: 'Alert' }],
  ['the system itself', [diagnostic], { headline: 'Feeder over its quota: token &lt;a&gt;', severity: 'Minor' }],
  ['too many sources', [limit], { event: 'More sources of observations than are watched', severity: 'Minor' }],
  [
    'a source that is heard again',
    [silent, { ...silent, version: 2, status: 'cancelled', reason: 'Heard again after 5 min.' }],
    { msgType: 'Cancel', urgency: 'Past', note: 'Heard again after 5 min.' },
  ],
])('%s is valid CAP 1.2', async (_what, alerts, expected) => {
  const xml = cap(...alerts)
  expect(await violationsOf(xml)).toEqual([])
  for (const [name, value] of Object.entries(expected)) expect(textIn(xml, name)).toBe(value)
  expect(xml).toContain('<category>Security</category>')
  expect(xml).toContain('<category>Rescue</category>')
  expect(textIn(xml, 'instruction')).toContain('Lives at sea come first')
})

const call = aDistressAlert({ text: 'SART <ACTIVE>' })

test.each<[string, readonly Alert[], Readonly<Record<string, string | undefined>>]>([
  [
    'an active beacon',
    [call],
    { event: 'Distress at sea', urgency: 'Immediate', severity: 'Severe', circle: '-34.1,173.2 5', msgType: 'Alert' },
  ],
  [
    'one whose place is not known',
    [{ ...call, place: null }],
    { headline: 'AIS-SART mmsi:970012345, place not known', circle: undefined },
  ],
  [
    'one inside an area',
    [{ ...call, areaId: 'nz' }],
    { areaDesc: 'New Zealand: place of the device', onset: '2026-11-23T09:00:00-00:00' },
  ],
  [
    'a test that is over',
    [
      { ...call, test: true, severity: 'caution' },
      {
        ...call,
        version: 2,
        test: true,
        severity: 'caution',
        status: 'cancelled',
        reason: 'No test message for 15 min.',
      },
    ],
    { event: 'Test of a distress device', msgType: 'Cancel', urgency: 'Past', severity: 'Minor' },
  ],
])('a call for help, %s, is valid CAP 1.2 of category Rescue alone', async (_what, alerts, expected) => {
  const xml = cap(...alerts)
  expect(await violationsOf(xml)).toEqual([])
  for (const [name, value] of Object.entries(expected)) expect(textIn(xml, name)).toBe(value)
  expect(xml.match(/<category>\w+/g)).toEqual(['<category>Rescue'])
  expect(textIn(xml, 'description')).toContain('AIS-SART mmsi:970012345, first heard 2026-11-23T09:00:00.000Z')
})

test('whatever characters a name or a reason has, the message is valid', async () => {
  const texts = fc.sample(fc.string({ unit: 'binary', maxLength: 30 }), { numRuns: 60, seed: 6 })
  const messages = [...texts, ']]>', '<!--', '&amp;', '\u0000\uffff\ud800'].map((text) => {
    const craft = anAlert().craft.map((one) => ({ ...one, craftId: `a:${text}` }))
    return cap(anAlert({ reason: `x${text}`, craft }))
  })
  expect(await violationsOf(...messages)).toEqual([]) // One call for all, because starting the validator takes long.
})

test('characters that hide or reorder text are shown as what they are', () => {
  const xml = cap(anAlert(), anAlert({ version: 2, status: 'cancelled', reason: 'a\u202eb\u001b[31m', craft: [] }))
  expect(textIn(xml, 'note')).toBe('a\\u202Eb\\u001B[31m')
})

test('the schema refuses an element out of order, an unknown value, and a time with Z', async () => {
  const xml = cap(anAlert())
  const wrong = [
    xml.replace('<status>Actual</status>', '').replace('</msgType>', '</msgType><status>Actual</status>'),
    xml.replace('Restricted', 'Secret'),
    xml.replace(/-00:00<\/sent>/, 'Z</sent>'),
    xml.replace('<circle>', '<circle>x'),
  ]
  for (const changed of wrong) expect(await violationsOf(changed)).not.toEqual([])
})

test('an alert of an unknown kind has no CAP message', () => {
  const { kind: _kind, ...rest } = anAlert()
  const json = Buffer.from(JSON.stringify({ ...rest, kind: 'oil-spill' }))
  expect(writeCap({ version: aVersion({ kind: 'oil-spill', json }), earlier: [], ...NAMES })).toBeNull()
})

test('an inbound group is expected, from its earliest arrival, at the places where it would cross the line', async () => {
  const warning = anInboundAlert()
  const [craft] = warning.craft
  if (craft === undefined) throw new Error('no craft')
  const approach = craft.approach && {
    ...craft.approach,
    state: 'unknown' as const,
    eta: null,
    crossing: null,
    rays: [],
  }
  const caution = anInboundAlert({
    version: 2,
    severity: 'caution',
    certainty: 'possible',
    eta: null,
    craft: [
      { ...craft, approach },
      { ...craft, approach: null, arrivedAt: '2026-11-23T01:10:00.000Z', longitude: 177.9 },
    ],
  })
  const ended = anInboundAlert({ ...warning, version: 3, status: 'cancelled', reason: 'Turned away.' })
  const all = [cap(warning), cap(warning, caution), cap(warning, caution, ended)]
  expect(await violationsOf(...all)).toEqual([])
  const saying = (name: string) => all.map((xml) => textIn(xml, name))
  expect(saying('urgency')).toEqual(['Expected', 'Expected', 'Past'])
  expect(saying('onset')).toEqual(['2026-11-23T07:00:00-00:00', undefined, '2026-11-23T07:00:00-00:00'])
  expect(all.map((xml) => [...xml.matchAll(/<category>(\w+)</g)].map((match) => match[1]))).toEqual(
    all.map(() => ['Security', 'Rescue']),
  )
  expect(saying('areaDesc')).toEqual([
    'New Zealand: approaches, arrival expected near -37.99, 178.00',
    'New Zealand: approaches, places of the craft',
    'New Zealand: approaches, arrival expected near -37.99, 178.00',
  ])
  expect(saying('circle')[0]).toBe('-37.9938,178 5')
  expect(saying('headline')).toEqual([
    'warning, 0 to 40 people (likely 40) without permission inbound on 1 craft, expected 2026-11-23T07:00Z to 2026-11-23T10:10Z',
    'caution, 0 to 40 people (likely 40) without permission inbound on 2 craft, time of arrival not known',
    'cancelled: warning, 0 to 40 people (likely 40) without permission inbound on 1 craft, expected 2026-11-23T07:00Z to 2026-11-23T10:10Z',
  ])
  expect(saying('description')[0]).toContain(
    'track:orion-4 heading-in at -38, 179.057 at 2026-11-23T03:00:00.000Z, 50 nm off, expected',
  )
  expect(saying('description')[1]).toContain('track:orion-4 arrived 2026-11-23T01:10:00.000Z: 0 to 40 (likely 40).')
})
