import { type Observation, type PersonsObservation, Policy, parseWireTime } from '@landfall/contracts'
import { loadArea } from '@landfall/geo'
import { type AreaAlert, createRecount, watchArea } from '@landfall/mass-arrivals'
import { aPersonsReport, aPosition } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { previewReport } from './preview-report.ts'

// The example of design §4.14: everything west of 178° E within 1° of 38° S. One boat comes from the east at 10 knots, fix by fix.

const NOW_MS = Date.parse('2026-11-23T12:00:00.000Z')
const RING = [[170, -39], [178, -39], [178, -37], [170, -37], [170, -39]] // biome-ignore format: one ring
const geojson = {
  ...{ type: 'Feature', properties: { areaId: 'west', name: 'West of 178° E' } },
  geometry: { type: 'Polygon', coordinates: [RING] },
}
const area = watchArea({ ...loadArea(JSON.stringify(geojson), 'west.geojson'), policy: Policy.parse({}) })
const NM_DEGREES = 1 / 60 / Math.cos((38 * Math.PI) / 180)

/** `02:30` on the day, and so many miles east of the line. */
const at = (clock: string): string => `2026-11-23T${clock}:00.000Z`
const fix = (craftId: string, clock: string, east: number): Observation => ({
  ...aPosition({ craftId, observedAt: at(clock), longitude: 178 + east * NM_DEGREES, latitude: -38 }),
  observationId: `${craftId} ${clock}`,
  exercise: false,
})
let made = 0
const people = (craftId: string, clock: string, aboard: number, east?: number): PersonsObservation => {
  const given = aPersonsReport({ craftId, observedAt: at(clock), aboard: { min: aboard, likely: aboard, max: aboard } })
  const { permitted: _, notPermitted: __, longitude: ___, latitude: ____, ...rest } = given
  return {
    ...{ ...rest, observationId: `people ${++made}`, method: 'sighting', exercise: false },
    ...(east !== undefined && { longitude: 178 + east * NM_DEGREES, latitude: -38 }),
  }
}

/** What counting the whole log says: the truth that a preview must meet. */
const truth = (log: readonly Observation[]): readonly AreaAlert[] => {
  const counting = createRecount([area], area, false)
  counting.fold(
    0,
    log.map((value, offset) => ({ offset, timestampMs: NOW_MS, key: value.craftId, value: JSON.stringify(value) })),
  )
  const { alerts, inbound } = counting.finish([])
  return [...alerts.values(), ...inbound.values()].map(({ alert }) => alert)
}
const gist = (alert: AreaAlert) => ({
  ...{ kind: alert.kind, severity: alert.severity, unauthorised: alert.unauthorised, craft: alert.craft.length },
  eta: alert.kind === 'inbound-group' ? alert.eta : null,
})

/** As the service asks it: of a craft that has not arrived, with what the log has of it. */
const preview = (log: readonly Observation[], report: PersonsObservation) => {
  const ours = log.filter(({ craftId }) => craftId === report.craftId)
  const points = ours.flatMap((one) =>
    one.type !== 'position'
      ? []
      : {
          ...{
            craftId: one.craftId,
            atMs: parseWireTime(one.observedAt),
            longitude: one.longitude,
            latitude: one.latitude,
          },
          ...{ speedKnots: one.speedKnots, courseDegrees: one.courseDegrees },
        },
  )
  const stated = ours.flatMap((one) => (one.type === 'position' ? [] : [one]))
  const own = { points, stated, isWhole: true }
  return previewReport({ report, alerts: truth(log), areas: [area], own, nowMs: NOW_MS })
}

const coming = [fix('track:a', '02:00', 60), fix('track:a', '02:30', 55), fix('track:a', '03:00', 50)]
const twelve = [...coming, people('track:a', '02:10', 12), fix('track:b', '03:00', 55), people('track:b', '03:00', 20)]

test.each<[string, readonly Observation[], PersonsObservation]>([
  ['a boat on radar is sighted: an inbound warning with its ETA', coming, people('track:a', '03:05', 40)],
  ['a sighting far out, never heard of: an inbound caution without one', [], people('sighting:x', '02:00', 40, 60)],
  ['a sighting whose place is its next fix', coming, people('track:a', '03:40', 40, 43)],
  ['too few by itself', coming, people('track:a', '03:05', 12)],
  ['a boat of a group has more than was thought', twelve, people('track:a', '03:05', 25)],
  ['a boat of a group has fewer than was thought', twelve, people('track:b', '03:05', 3)],
  ['a new sighting joins a group', twelve, people('sighting:x', '03:10', 9, 52)],
  ['a boat of a group is seen inside', twelve, people('track:b', '06:00', 35, -1)],
  ['a boat that is far from the group', twelve, people('sighting:x', '03:10', 9, 85)],
])('%s: the preview is what counting the log with the report says', (_what, log, sent) => {
  const [before, after] = [truth(log).map(gist), truth([...log, sent]).map(gist)]
  const found = preview(log, sent)
  if (found.outcome === 'unknown') throw new Error(found.reason)
  const kept = (of: readonly object[], from: readonly object[]) =>
    from.filter((one) => !of.some((other) => JSON.stringify(other) === JSON.stringify(one)))
  expect(found.effects.flatMap((effect) => effect.before ?? [])).toEqual(kept(after, before))
  expect(found.effects.flatMap((effect) => effect.after ?? [])).toEqual(kept(before, after))
})

test('the forecast is of the design: 40 in sight 50 nm off at 10 knots, landing 07:00 to 10:10', () => {
  expect(preview([fix('track:a', '02:00', 60), fix('track:a', '03:00', 50)], people('track:a', '03:05', 40))).toEqual({
    outcome: 'known',
    effects: [
      {
        alertId: null,
        before: null,
        after: {
          ...{ kind: 'inbound-group', severity: 'warning', craft: 1 },
          unauthorised: { min: 0, likely: 40, max: 40, openEnded: false },
          eta: { earliest: at('07:00'), likely: at('08:00'), latest: at('10:10') },
        },
      },
    ],
  })
})

test('a report beyond the watch distance concerns no area', () => {
  expect(preview([], people('sighting:x', '02:00', 40, 400))).toEqual({ outcome: 'known', effects: [] })
})

test('an inbound group whose evidence does not lead to its numbers is said to be known elsewhere', () => {
  const [group] = truth(twelve)
  if (group?.kind !== 'inbound-group') throw new Error('no group')
  const more = { ...group, unauthorised: { ...group.unauthorised, likely: 99 } }
  const own = { points: [], stated: [], isWhole: true }
  const found = previewReport({
    report: people('track:b', '03:05', 25),
    alerts: [more],
    areas: [area],
    own,
    nowMs: NOW_MS,
  })
  expect(found).toMatchObject({ outcome: 'unknown', reason: expect.stringContaining('does not lead to its numbers') })
})
