import { type InboundCraft, type InboundGroupAlert, Policy } from '@landfall/contracts'
import { anInboundAlert } from '@landfall/testkit'
import { describe, expect, test } from 'vitest'
import { explainInbound } from './explain-inbound.ts'

const policy = Policy.parse({})
const warning = anInboundAlert()
const [orion] = warning.craft as [InboundCraft]
const approach = orion.approach as NonNullable<InboundCraft['approach']>

const withPeople = (craft: InboundCraft, likely: number): InboundCraft => {
  const count = { min: likely, likely, max: likely }
  return {
    ...craft,
    unauthorised: { min: 0, likely, max: likely },
    maxInSums: likely,
    aboardReport: { ...craft.aboardReport, aboard: count },
  }
}
const landed = (craftId: string, likely: number): InboundCraft => ({
  ...withPeople(orion, likely),
  craftId,
  approach: null,
  arrivedAt: '2026-11-23T01:00:00.000Z',
  longitude: 178.9,
})
const sum = (likely: number) => ({ min: 0, likely, max: likely, openEnded: false })

test('the forecast and the sum are written out so that a person can redo them', () => {
  const { lines, differences } = explainInbound(warning, policy)
  expect(differences).toEqual([])
  expect(lines).toEqual([
    'Counted: people without permission, on all craft but those on a scheduled service and domestic ones.',
    'People without permission on craft that arrived, or are, at most 24 nm apart within 24 hours.',
    'More than 30 are an inbound group: a warning where those exceed that arrived or are heading in, else a caution.',
    '',
    'track:orion-4, heading-in',
    '  newest fix 2026-11-23T03:00:00.000Z at 38.000°S 179.057°E, 50 nm from the area',
    '  from fix   2026-11-23T02:00:00.000Z at 38.000°S 179.268°E',
    '  made good: 9.98 nm in 60 min = 10 kn on 270.1°',
    '  rays, ± 20° in steps of 5°: 250.1° 53 nm, 255.1° 51.6 nm, 260.1° 50.7 nm, 265.1° 50.1 nm, 270.1° 50 nm, 275.1° 50.3 nm, 280.1° 50.9 nm, 285.1° 52 nm, 290.1° 53.5 nm',
    '  heading-in, at 10 kn ± 25 %, from the newest fix on:',
    '  earliest = 50 nm ÷ 12.5 kn = 4 h 00 → 2026-11-23T07:00:00.000Z (down to 5 min)',
    '  likely   = 50 nm ÷ 10 kn = 5 h 00 → 2026-11-23T08:00:00.000Z',
    '  latest   = 53.5 nm ÷ 7.5 kn = 7 h 08 → 2026-11-23T10:10:00.000Z (up to 5 min)',
    '  it would cross the line at 37.994°S 178.000°E',
    '  aboard by sighting of orion-4 at 2026-11-23T02:00:00.000Z',
    '  min    = not permitted 0 = 0',
    '  likely = the larger of not permitted 0 and aboard 40 − permitted 0 = 40',
    '  max    = the larger of not permitted 0 and aboard 40 − permitted 0 = 40',
    '',
    'people:',
    '  min    = 0 = 0',
    '  likely = 40 (track:orion-4, inbound) = 40',
    '  max    = 40 (track:orion-4, inbound) = 40',
    '  of the likely ones 0 arrived and 40 are inbound',
    '  more than 30, counting only those that arrived or are heading in: warning',
    'ETA, the least, the least and the greatest of those heading in: 2026-11-23T07:00:00.000Z, 2026-11-23T08:00:00.000Z, 2026-11-23T10:10:00.000Z',
    '',
  ])
})

const unknown: typeof approach = {
  ...approach,
  state: 'unknown',
  motion: null,
  first: null,
  speedKnots: null,
  courseDegrees: null,
  rays: [],
  eta: null,
  crossing: null,
}
const adrift: typeof approach = { ...unknown, state: 'adrift', motion: 'reported', speedKnots: 0.4, courseDegrees: 12 }
const reported: typeof approach = {
  ...approach,
  motion: 'reported',
  first: null,
  rays: approach.rays.map(({ lengthNm }, at) => ({ courseDegrees: 230.1 + at * 10, lengthNm })),
  eta: { earliest: '2026-11-23T06:20:00.000Z', likely: '2026-11-23T08:00:00.000Z', latest: '2026-11-23T13:45:00.000Z' },
}
const slower: typeof approach = {
  ...reported,
  speedKnots: 9,
  eta: { earliest: '2026-11-23T06:40:00.000Z', likely: '2026-11-23T08:35:00.000Z', latest: '2026-11-23T14:55:00.000Z' },
}
const old = { ...orion, aboardReport: { ...orion.aboardReport, observedAt: '2026-11-19T03:00:00.000Z' } }
const tooOld = { ...old, craftId: 'track:b', unauthorised: { min: 0, likely: 0, max: 40 } }
const alone = (craft: Partial<InboundCraft>, given: Partial<InboundGroupAlert>) =>
  anInboundAlert({ craft: [{ ...orion, ...craft }], ...given })
const possible = { severity: 'caution', certainty: 'possible' } as const

describe('what agrees with its evidence', () => {
  test.each<[string, InboundGroupAlert]>([
    ['no motion', alone({ approach: unknown }, { ...possible, eta: null })],
    ['adrift', alone({ approach: adrift }, { ...possible, eta: null })],
    ['twice the spreads where the motion is reported', alone({ approach: reported }, { eta: reported.eta })],
    ['times between the steps of five minutes', alone({ approach: slower }, { eta: slower.eta })],
    [
      'a report that is too old, and one that is not, being seen outside',
      anInboundAlert({
        unauthorised: { ...sum(80), max: 120 },
        inbound: 80,
        craft: [tooOld, { ...old, craftId: 'track:c' }, orion],
      }),
    ],
    [
      'one landed of two',
      anInboundAlert({ unauthorised: sum(60), arrived: 20, craft: [landed('track:b', 20), orion] }),
    ],
    ['the same boat landed with fewer', anInboundAlert({ craft: [landed(orion.craftId, 20), orion] })],
    [
      'far apart, but near by a fix',
      anInboundAlert({
        unauthorised: sum(55),
        inbound: 55,
        craft: [{ ...withPeople(orion, 15), craftId: 'track:b', latitude: -39 }, orion],
        links: [
          {
            a: 'track:b',
            aAt: approach.last.at,
            b: orion.craftId,
            bAt: approach.last.at,
            distanceNm: 60,
            minutesApart: 0,
            fix: approach.last,
          },
        ],
      }),
    ],
    [
      'people of another name',
      alone(
        { sameAs: ['mmsi:512000001'], unauthorised: { min: 0, likely: 45, max: 45 }, maxInSums: 45 },
        { unauthorised: sum(45), inbound: 45 },
      ),
    ],
  ])('%s', (_what, alert) => {
    expect(explainInbound(alert, policy).differences).toEqual([])
  })
})

describe('what its evidence does not give is named', () => {
  const eta = { ...approach.eta, earliest: '2026-11-23T06:55:00.000Z' } as NonNullable<InboundGroupAlert['eta']>
  const of = 'track:orion-4, '
  test.each<[string, InboundGroupAlert]>([
    [
      `${of}earliest: the alert says 2026-11-23T06:55:00.000Z, its evidence gives 2026-11-23T07:00:00.000Z`,
      alone({ approach: { ...approach, eta } }, { eta }),
    ],
    [
      `${of}speed made good: the alert says 12, its evidence gives 10.0`,
      alone({ approach: { ...approach, speedKnots: 12 } }, {}),
    ],
    [
      `${of}course made good: the alert says 280, its evidence gives 270.1`,
      alone({ approach: { ...approach, courseDegrees: 280 } }, {}),
    ],
    [
      `${of}course of ray 1: the alert says 240.1, its evidence gives 250.1`,
      alone(
        { approach: { ...approach, rays: [{ courseDegrees: 240.1, lengthNm: 53 }, ...approach.rays.slice(1)] } },
        {},
      ),
    ],
    [
      `${of}state: the alert says may-arrive, its evidence gives heading-in`,
      alone({ approach: { ...approach, state: 'may-arrive' } }, possible),
    ],
    [
      `${of}state: the alert says passing, its evidence gives adrift`,
      alone({ approach: { ...adrift, state: 'passing' } }, { ...possible, eta: null }),
    ],
    [
      `${of}likely: the alert says 39, its evidence gives 40`,
      alone({ unauthorised: { min: 0, likely: 39, max: 40 } }, {}),
    ],
    [
      'people, likely: the alert says 41, its evidence gives 40',
      anInboundAlert({ unauthorised: { ...sum(40), likely: 41 } }),
    ],
    ['arrived: the alert says 10, its evidence gives 0', anInboundAlert({ arrived: 10 })],
    ['severity: the alert says caution, its evidence gives warning', anInboundAlert({ severity: 'caution' })],
    [
      'latest: the alert says 2026-11-23T10:15:00.000Z, its evidence gives 2026-11-23T10:10:00.000Z',
      anInboundAlert({ eta: warning.eta && { ...warning.eta, latest: '2026-11-23T10:15:00.000Z' } }),
    ],
    [
      'people, likely: the alert says 60, its evidence gives 40',
      anInboundAlert({
        unauthorised: { ...sum(40), likely: 60 },
        craft: [{ ...landed('track:b', 20), longitude: 177 }, orion],
      }),
    ],
  ])('%s', (difference, alert) => {
    expect(explainInbound(alert, policy).differences).toContain(difference)
  })
})

test('of an ended alert, and of one that does not list all, the numbers are those that it states', () => {
  const cases: readonly Partial<InboundGroupAlert>[] = [{ status: 'cancelled', craft: [] }, { craftMore: 3 }]
  for (const given of cases) {
    const { lines, differences } = explainInbound(
      anInboundAlert({ ...given, unauthorised: sum(90), inbound: 90 }),
      policy,
    )
    expect(differences).toEqual([])
    expect(lines).toContain('people: 0–90, likely 90 as stated; of the likely ones 0 arrived and 90 inbound')
  }
})
