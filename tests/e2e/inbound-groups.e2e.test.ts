import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AlertViewOf, ObservationInput } from '@landfall/contracts'
import { defaultAreaUrl } from '@landfall/geo'
import { seeded, shuffled } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createBarrier } from './create-barrier.ts'
import { feedObservations } from './feed-observations.ts'
import { type Followed, followAlerts } from './follow-alerts.ts'
import { type RunningSystem, startSystem } from './start-system.ts'

// Each story has an area of its own on the equator, [30k, 30k + 1] east within 2° of it, and craft come from the east along it, so that every
// number can be worked by hand: a degree is 60.04 nm, the middle ray is the distance, and a ray at an angle θ to it is atan(tan d ÷ cos θ),
// which at these distances is d ÷ cos θ within 0.1 nm.

const AREAS = ['far', 'in', 'turned', 'adrift', 'dark', 'names', 'landed', 'late'] as const
type AreaName = (typeof AREAS)[number]
const eastOf = (name: AreaName): number => 30 * AREAS.indexOf(name) - 150
const HOUR_MS = 3_600_000
/** A whole hour, long enough ago for all that follows to be past. */
const T0_MS = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 30 * HOUR_MS
const at = (hours: number): string => new Date(T0_MS + hours * HOUR_MS).toISOString()

type Seen = { readonly hours: number; readonly east: number; readonly north?: number }

const position = (area: AreaName, name: string, { hours, east, north = 0 }: Seen): ObservationInput => ({
  type: 'position',
  craftId: `track:${area}-${name}`,
  observedAt: at(hours),
  source: { id: 'test-satellite', kind: 'satellite' },
  exercise: false,
  longitude: eastOf(area) + 1 + east,
  latitude: north,
})

/** `east` degrees east of the line, 60.04 nm each. */
const sighted = (area: AreaName, name: string, aboard: number, seen: Seen): ObservationInput => ({
  ...position(area, name, seen),
  type: 'persons',
  source: { id: 'test-aircraft', kind: 'patrol' },
  method: 'sighting',
  aboard,
})

let folder: string
let system: RunningSystem
let followed: Followed

const areaFile = async (name: AreaName, policy: object = {}): Promise<string> => {
  const [west, east] = [eastOf(name), eastOf(name) + 1]
  const ring = [[west, -2], [east, -2], [east, 2], [west, 2], [west, -2]] // biome-ignore format: a box
  const geometry = { type: 'Polygon', coordinates: [ring] }
  const feature = { type: 'Feature', properties: { areaId: name, name: `Box ${name}`, policy }, geometry }
  await writeFile(join(folder, `${name}.geojson`), JSON.stringify(feature))
  return join(folder, `${name}.geojson`)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'landfall-inbound-'))
  const files = [fileURLToPath(defaultAreaUrl), ...(await Promise.all(AREAS.map((name) => areaFile(name))))]
  system = await startSystem({
    kafkaBrokers: inject('kafkaBrokers'),
    redisUrl: inject('redisUrl'),
    prefix: `t${randomUUID().slice(0, 8)}`,
    env: { AREAS: files.join(',') },
  })
  followed = followAlerts(system.alertUrl)
})
afterAll(async () => {
  followed?.[Symbol.dispose]()
  await system?.[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const send = (...observations: readonly ObservationInput[]): Promise<void> =>
  feedObservations(system.ingestUrl, observations)

type Inbound = AlertViewOf<'inbound-group'>
const inboundIn = (area: string): readonly Inbound[] =>
  followed.alerts().filter((alert): alert is Inbound => alert.kind === 'inbound-group' && alert.areaId === area)

/** What of the alerts of an area is worked by hand here. */
const gistOf = ({ status, severity, unauthorised, arrived, inbound, eta, craft, reason }: Inbound) => ({
  status,
  severity,
  people: [unauthorised.min, unauthorised.likely, unauthorised.max],
  shares: [arrived, inbound],
  eta: eta === null ? null : [eta.earliest, eta.likely, eta.latest].map((time) => (Date.parse(time) - T0_MS) / 60_000),
  states: craft.map(({ approach }) => approach?.state ?? 'arrived'),
  reason,
})

const shows = async (area: AreaName, ...wanted: readonly object[]): Promise<void> => {
  await expect.poll(() => inboundIn(area).map(gistOf), { timeout: 60_000 }).toMatchObject(wanted)
}
const open = { status: 'open', reason: null }

/** 10 knots along the equator from 60.04 nm: after an hour 50.0 nm are left. */
const headingIn = (area: AreaName, name: string, aboard: number): readonly ObservationInput[] => [
  sighted(area, name, aboard, { hours: 0, east: 1 }),
  position(area, name, { hours: 1, east: 1 - 10 / 60.04 }),
]

/*
 * 50 ÷ 10 kn = 5 h after 1 h: likely 360 min. Earliest: 50 ÷ 12.5 = 4 h: 300. Latest: the outer rays, 20° off, 50.04 ÷ cos 20° = 53.25, to a tenth
 * 53.3, ÷ 7.5 = 7 h 06.4: 486.4, up to the next five minutes: 490.
 */
const ETA = [300, 360, 490]

test('one sighting far out is a caution without an ETA; beyond the watch distance it is nothing', async () => {
  // 3.2° are 192 nm, and 188 are watched; the other is 60 nm out.
  await send(sighted('far', 'beyond', 90, { hours: 0, east: 3.2 }), sighted('far', 'one', 40, { hours: 0, east: 1 }))
  const group = { ...open, severity: 'caution', people: [0, 40, 40], shares: [0, 40], eta: null, states: ['unknown'] }
  await shows('far', group)
  expect(inboundIn('far')[0]?.craft[0]?.approach).toMatchObject({ distanceToAreaNm: 60, motion: null, rays: [] })
})

test('heading in is a warning, with a fan and an interval that can be redone by hand', async () => {
  await send(...headingIn('in', 'one', 40))
  const group = { ...open, severity: 'warning', people: [0, 40, 40], shares: [0, 40], eta: ETA, states: ['heading-in'] }
  await shows('in', group)
  const approach = inboundIn('in')[0]?.craft[0]?.approach
  expect(approach).toMatchObject({ motion: 'made-good', speedKnots: 10, courseDegrees: 270, distanceToAreaNm: 50 })
  // 50.04 ÷ cos of 20, 15, 10 and 5 degrees.
  expect(approach?.rays.map(({ lengthNm }) => lengthNm)).toEqual([53.3, 51.8, 50.8, 50.2, 50, 50.2, 50.8, 51.8, 53.3])
  expect(approach?.crossing).toEqual({ longitude: eastOf('in') + 1, latitude: 0 })
})

test('turned to the north it is cancelled, and says why', async () => {
  await send(...headingIn('turned', 'one', 40))
  await shows('turned', { ...open, severity: 'warning' })
  // 3° north of the line's end at 2°, and on: no ray from there, north of it, comes back.
  await send(
    position('turned', 'one', { hours: 20, east: 1, north: 2.5 }),
    position('turned', 'one', { hours: 22, east: 1, north: 2.9 }),
  )
  await shows('turned', { status: 'cancelled', reason: 'Turned away.' })
})

test('one nautical mile in an hour is adrift: a caution without an ETA', async () => {
  await send(
    sighted('adrift', 'one', 40, { hours: 0, east: 1 }),
    position('adrift', 'one', { hours: 1, east: 1 - 1 / 60.04 }),
  )
  await shows('adrift', { ...open, severity: 'caution', people: [0, 40, 40], eta: null, states: ['adrift'] })
})

test('two boats side by side are one boat once somebody says so', async () => {
  await send(...headingIn('names', 'a', 20), ...headingIn('names', 'b', 20))
  await shows('names', { ...open, severity: 'warning', people: [0, 40, 40], states: ['heading-in', 'heading-in'] })
  const [first] = headingIn('names', 'a', 20)
  if (first === undefined) throw new Error('there is none')
  await send({
    type: 'craft',
    craftId: first.craftId,
    observedAt: at(2),
    source: first.source,
    exercise: false,
    sameAs: ['track:names-b'],
  })
  await shows('names', { status: 'cancelled' })
})

test('some landed, some not: both count, and the last of them makes a mass arrival of it', async () => {
  await send(...headingIn('landed', 'a', 16), ...headingIn('landed', 'b', 16))
  await shows('landed', { ...open, severity: 'warning', people: [0, 32, 32], shares: [0, 32], eta: ETA })
  // 0.2° inside: 12 nm, and 62 from where the other was heard last.
  await send(position('landed', 'a', { hours: 6.5, east: -0.1 }), position('landed', 'b', { hours: 6, east: 0.1 }))
  await shows('landed', { ...open, severity: 'warning', shares: [16, 16], states: ['arrived', 'heading-in'] })
  await send(position('landed', 'b', { hours: 7.5, east: -0.1 }))
  await shows('landed', { status: 'superseded' })
  const successor = followed.alerts().find(({ alertId }) => alertId === inboundIn('landed')[0]?.supersededBy)
  expect(successor).toMatchObject({ kind: 'mass-arrival', severity: 'warning', unauthorised: { likely: 32 } })
})

test('late, shuffled and repeated satellite data come to the same', async () => {
  const track = [1, 2, 3, 4].map((hours) => position('late', 'one', { hours, east: 1 - (10 * hours) / 60.04 }))
  const all = [sighted('late', 'one', 40, { hours: 0, east: 1 }), ...track]
  for (const one of shuffled([...all, ...track], seeded(7))) await send(one)
  // 20.04 nm after 4 h: likely 4 h + 2 h; earliest 20 ÷ 12.5 = 1.6 h: 336; latest 20 ÷ cos 20° = 21.3 ÷ 7.5 = 2 h 50.4: 410.4.
  await shows('late', {
    ...open,
    severity: 'warning',
    people: [0, 40, 40],
    eta: [335, 360, 415],
    states: ['heading-in'],
  })
})

test('who goes dark stays on the board, whatever time passes; liner, ferry, rally and fleet are silent', async () => {
  await send(...headingIn('dark', 'one', 40))
  await shows('dark', { ...open, severity: 'warning', eta: ETA })
  const before = inboundIn('dark')
  await send(...silentShips())
  const barrier = createBarrier({
    post: (observations) => send(...observations),
    alerts: followed.alerts,
    observedAt: at(29),
    exercise: false,
  })
  await barrier.pass()
  expect(followed.shown.filter((alert) => alert.kind === 'inbound-group' && alert.areaId === 'nz')).toEqual([])
  expect(inboundIn('dark')).toEqual(before)
})

test('where an operator no longer watches approaches the open alert ends, and says why; others stay as they are', async () => {
  const others = inboundIn('dark')
  await areaFile('in', { inbound: { watchDistanceNm: 0 } })
  await system.kill('windowing', 'SIGTERM')
  await system.restart('windowing')
  await shows('in', { status: 'cancelled', reason: 'Approaches to its area are no longer watched.', states: [] })
  expect(inboundIn('dark')).toEqual(others)
})

/** All head for Bluff from the south, 40 to 30 nm out, in the partition of arrivals that the barrier waits for. */
const silentShips = (): readonly ObservationInput[] => {
  const source = { id: 'test-ais', kind: 'ais' } as const
  const ship = (craftId: string, report: object | null, craft: object = {}): readonly ObservationInput[] => [
    ...[24, 25].map(
      (hours): ObservationInput => ({
        type: 'position',
        craftId,
        observedAt: at(hours),
        source,
        exercise: false,
        longitude: 168.35,
        latitude: -47.8 + (hours - 24) / 6,
      }),
    ),
    { type: 'craft', craftId, observedAt: at(24), source, exercise: false, ...craft },
    ...(report === null
      ? []
      : [{ type: 'persons', craftId, observedAt: at(24), source, exercise: false, ...report } as ObservationInput]),
  ]
  const many = (count: number, kind: string, report: object | null) =>
    Array.from({ length: count }, (_, index) => ship(`track:${kind}-${index}`, report)).flat()
  return [
    ...ship('track:liner', { method: 'manifest', aboard: 3_000 }),
    ...ship('track:ferry', { method: 'sighting', aboard: 400 }, { domestic: true }),
    ...many(15, 'rally', { method: 'manifest', aboard: 3, permitted: 3 }),
    ...many(12, 'trawler', { method: 'headcount', aboard: 8, permitted: 8 }),
    ...many(12, 'fishing', null),
  ]
}
