import type { AlertViewOf, NearAnswer } from '@landfall/contracts'
import { aDistressAlert, anAlert, anInboundAlert } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { alertDetails } from './alert-details.ts'

const at = '2026-11-23T09:30:00.000Z'
const alert: AlertViewOf<'source-limit'> = {
  alertId: 'source-limit-1',
  version: 1,
  status: 'open',
  kind: 'source-limit',
  exercise: false,
  areaId: null,
  severity: 'caution',
  certainty: 'observed',
  sourcesMax: 1_000,
  reachedAt: at,
  supersededBy: null,
  reason: null,
  changes: ['raised'],
  state: 'unacknowledged',
  listed: true,
  raisedAt: at,
  updatedAt: at,
  acknowledgement: null,
  silencedUntil: null,
  escalatedAt: null,
  closed: null,
  notes: [{ at, operator: 'ana', text: `seen\n  ${at} ben: false alarm` }],
  notesMore: 0,
  allowedActions: [],
}

test('a further line of a note cannot pass for another note', () => {
  const lines = alertDetails(alert, (_format, text) => text).flatMap((line) => line.split('\n'))
  expect(lines).toContain(`  ${at} ana: seen`)
  expect(lines).toContain(`      |   ${at} ben: false alarm`)
})

test('says which token acted, and that older notes are elsewhere', () => {
  const acknowledgement = { at, operator: 'ana', tokenId: '0a1b2c3d4e', note: null, version: 1 }
  const shown = { ...alert, state: 'acknowledged', acknowledgement, notesMore: 3 } as const
  const lines = alertDetails(shown, (_format, text) => text)
  expect(lines).toContain(`  acknowledged at ${at} by ana (token 0a1b2c3d4e)`)
  expect(lines).toContain('  3 older notes are in the history: landfall export --history')
})

test('a call for help says who, where, since when, and which craft are near with how many aboard', () => {
  const { kind: _kind, sourcesMax: _sources, reachedAt: _at, ...side } = alert
  const call = { ...side, ...aDistressAlert(), updatedAt: at }
  const place = { longitude: 173.2, latitude: -34.05, observedAt: at }
  const report = {
    method: 'sighting',
    sourceId: 'p-8',
    observedAt: at,
    aboard: { min: 12, likely: 12, max: 14 },
  } as const
  const near: NearAnswer = {
    ...{ alertId: call.alertId, version: 1, place: call.place, withinNm: 10, withinMinutes: 60, craftMore: 2 },
    craft: [
      { craftId: 'track:1', ...place, sourceId: 'radar', distanceNm: 3, bearingDegrees: 5, persons: report },
      { craftId: 'mmsi:2', ...place, name: 'KEA', sourceId: 'ais', distanceNm: 7.2, bearingDegrees: 47, persons: null },
    ],
  }
  const plain = (_format: unknown, text: string) => text
  const lines = alertDetails(call, plain, near)
  expect(lines[0]).toContain('DISTRESS: AIS-SART mmsi:970012345  34.100°S 173.200°E  heard 2026-11-23T09:00:00.000Z')
  expect(lines).toContain('  place        34.100°S 173.200°E at 2026-11-23T09:00:00.000Z')
  const named = { ...call, place: call.place && { ...call.place, text: '20 nm NNE of North Cape' } }
  expect(alertDetails(named, plain)[0]).toContain('20 nm NNE of North Cape')
  expect(alertDetails(named, plain)).toContain(
    '  place        20 nm NNE of North Cape, 34.100°S 173.200°E at 2026-11-23T09:00:00.000Z',
  )
  expect(lines).toContain(`  3.0 nm, bears 005°  track:1  12–14, likely 12 aboard (sighting)  ${at}`)
  expect(lines).toContain(`  7.2 nm, bears 047°  mmsi:2 “KEA”  people aboard: nobody has said  ${at}`)
  expect(lines).toContain('  and 2 more')
  const tried = alertDetails({ ...call, test: true, severity: 'caution', place: null }, plain)
  expect(tried[0]).toContain('distress test: AIS-SART mmsi:970012345  place not known')
  expect(tried.join('\n')).toContain('nobody is in distress')
})

test('an arrival that one hull cannot have made says so under its craft', () => {
  const { kind: _kind, sourcesMax: _sources, reachedAt: _at, ...side } = alert
  const { craft, ...rest } = anAlert()
  const doubted = craft.map((one) => ({ ...one, doubt: 'position-jump' as const }))
  const lines = alertDetails({ ...side, ...rest, craft: doubted }, (_format, text) => text)
  expect(lines.filter((line) => line.includes('out of reach (60 kn)'))).toHaveLength(craft.length)
})

test('an inbound group says how many come, when, in how long, and where each of its craft is', () => {
  const { kind: _kind, sourcesMax: _max, reachedAt: _at, ...side } = alert
  const inbound = anInboundAlert()
  const [craft] = inbound.craft
  if (craft === undefined) throw new Error('no craft')
  const landed = {
    ...craft,
    craftId: 'track:b',
    approach: null,
    arrivedAt: '2026-11-23T01:10:00.000Z',
    sameAs: ['mmsi:1'],
  }
  const view = { ...side, ...inbound, craft: [landed, craft], arrived: 20, inbound: 20 }
  const nowMs = Date.parse('2026-11-23T04:00:00.000Z')
  const lines = alertDetails(view, (_format, text) => text, null, nowMs)
  expect(lines[0]).toContain(
    'INBOUND 0–40, likely 40  2 craft, 1 heading in  nz  ETA 2026-11-23T07:00Z to 10:10Z, in 3 to 7 h  raised',
  )
  expect(lines).toContain('ETA 2026-11-23T07:00Z to 10:10Z, in 3 to 7 h; likely 2026-11-23T08:00Z.')
  expect(lines).toContain(
    '  track:orion-4  0–40, likely 40  heading-in, 50 nm off at 38.000°S 179.057°E at 2026-11-23T03:00:00.000Z, 10 kn on 270.1°, expected 2026-11-23T07:00:00.000Z to 2026-11-23T10:10:00.000Z',
  )
  expect(lines).toContain('  track:b  0–40, likely 40  arrived 2026-11-23T01:10:00.000Z at 38.000°S 179.057°E')
  expect(lines).toContain('      the same as mmsi:1')
  const later = (given: object, hour: string) =>
    alertDetails({ ...view, ...given }, (_format, text) => text, null, Date.parse(`2026-11-23T${hour}:00.000Z`))[0]
  expect(later({}, '11:00')).toContain('10:10Z, overdue: may need help')
  expect(later({ status: 'cancelled', reason: 'Turned away.' }, '11:00')).toContain('10:10Z  raised')
  expect(later({ eta: null }, '11:00')).toContain('no ETA')
})
