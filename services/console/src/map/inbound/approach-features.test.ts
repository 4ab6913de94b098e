import { expect, test } from 'vitest'
import { AT } from '../../testing/an-alert-view.ts'
import { anApproach, anInboundCraft, anInboundView } from '../../testing/an-inbound-view.ts'
import { alertFeatures } from '../alert-features.ts'

const shapes = (given: Parameters<typeof anApproach>[0], craft: Parameters<typeof anInboundCraft>[0] = {}) =>
  alertFeatures(anInboundView({ craft: [anInboundCraft({ approach: anApproach(given), ...craft })] })).features
const counts = (given: Parameters<typeof shapes>[0]) => {
  const all = shapes(given).map(({ properties }) => properties['what'])
  return Object.fromEntries([...new Set(all)].map((what) => [what, all.filter((one) => one === what).length]))
}
const of = (what: string, features: ReturnType<typeof shapes>) =>
  features.filter(({ properties }) => properties['what'] === what)

test('a craft that heads in has a fan of nine rays, the middle one by itself, its track, and a crossing with its ETA', () => {
  expect(counts({})).toEqual({ fan: 8, ray: 8, 'ray-middle': 1, leg: 1, fix: 1, crossing: 1, eta: 1, approach: 1 })
  const [label] = of('eta', shapes({}))
  expect(label?.properties).toMatchObject({
    severity: 'warning',
    icon: 'eta/warning/ETA 23 Nov 13:00–16:10 UTC\nlikely 14:00 UTC',
  })
})

test.each([
  ['from the east', { longitude: 179, latitude: -38 }, 'bottom-left'],
  ['from the north', { longitude: 178, latitude: -37 }, 'bottom-left'],
  ['from the east, beyond 180°', { longitude: -179, latitude: -39 }, 'bottom-left'],
  ['from the west', { longitude: 177, latitude: -38 }, 'bottom-right'],
])('a craft that comes %s has its label on its own side of the crossing', (_, here, anchor) => {
  const [label] = of('eta', shapes({ crossing: { longitude: 178, latitude: -38 } }, here))
  expect(label?.properties['anchor']).toBe(anchor)
})

test('rays that do not arrive are drawn as such, and leave a gap in the fan', () => {
  const lengths = [50, 50, null, null, null, null, 50, 50, 50]
  const rays = lengths.map((lengthNm, i) => ({ courseDegrees: 250 + 5 * i, lengthNm }))
  expect(counts({ state: 'may-arrive', rays })).toMatchObject({ fan: 3, ray: 5, 'ray-none': 4 })
})

test.each([
  ['adrift', 'approach/warning/adrift'],
  ['unknown', 'approach/warning/unknown'],
] as const)('a craft of state %s is drawn as what it is, without a fan', (state, icon) => {
  const features = shapes({ state, rays: [], eta: null, crossing: null, first: null })
  expect(features.map(({ properties }) => [properties['what'], properties['icon']])).toEqual([['approach', icon]])
})

test('a fan over 180° is in one piece: rays, first fix, jump and crossing are beside the craft', () => {
  const there = { longitude: -179.9, latitude: -38 }
  const here = { longitude: 179.9, latitude: -38 }
  const first = { at: AT, ...there }
  const features = shapes({ first, jumps: [first], crossing: there, last: { at: AT, ...here } }, here)
  const flat = features.flatMap(({ geometry }) => (geometry.coordinates as unknown[]).flat(2) as number[])
  const xs = flat.filter((value) => value > 90)
  expect([Math.min(...xs) > 178, Math.max(...xs) < 182]).toEqual([true, true])
  expect(of('crossing', features)[0]?.geometry.coordinates[0]).toBeCloseTo(180.1)
})

test('visits of the group are rings, and links reach a craft that approaches where it was seen last', () => {
  const alert = anInboundView({
    craft: [
      anInboundCraft({ craftId: 'track:a', approach: null, arrivedAt: AT, longitude: 178, latitude: -38 }),
      anInboundCraft({ craftId: 'track:b', approach: anApproach({ rays: [], eta: null, first: null }) }),
    ],
    links: [{ a: 'track:a', aAt: AT, b: 'track:b', bAt: AT, distanceNm: 50, minutesApart: 0 }],
  })
  const { features } = alertFeatures(alert)
  expect(of('arrival', [...features]).length).toBe(1)
  expect(of('link', [...features])[0]?.geometry.coordinates).toEqual([
    [178, -38],
    [179.058, -38],
  ])
})
