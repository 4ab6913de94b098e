import { type MassArrivalAlert, type PersonsObservation, Policy } from '@landfall/contracts'
import { createRecount, watchArea } from '@landfall/mass-arrivals'
import { aCraftRecord, aPersonsReport, aPosition } from '@landfall/testkit'
import { expect, test } from 'vitest'
import type { CraftLog } from './evidence-log.ts'
import { previewReport } from './preview-report.ts'

const AT_MS = Date.parse('2026-11-23T09:00:00.000Z')
const at = (minutes: number): string => new Date(AT_MS + minutes * 60_000).toISOString()
const NOW_MS = AT_MS + 10 * 3_600_000

/** Inside is east of 173°. */
const area = watchArea({ areaId: 'nz', contains: (longitude) => longitude >= 173, policy: Policy.parse({}) })

type Given = {
  readonly craftId: string
  readonly minutes: number
  readonly aboard: unknown
  readonly method?: string
  readonly notPermitted?: unknown
}

let nextId = 0
const report = (
  { craftId, minutes, aboard, method = 'sighting', notPermitted }: Given,
  place = true,
): PersonsObservation =>
  ({
    ...aPersonsReport({ craftId, observedAt: at(minutes) }),
    observationId: `r${++nextId}`,
    exercise: false,
    method,
    aboard: typeof aboard === 'number' ? { min: aboard, likely: aboard, max: aboard } : aboard,
    permitted: undefined,
    notPermitted:
      typeof notPermitted === 'number' ? { min: notPermitted, likely: notPermitted, max: notPermitted } : undefined,
    ...(place && { longitude: 173.1, latitude: -34.4 }),
  }) as unknown as PersonsObservation

/** What counting the whole log says: the truth that a preview must meet. */
const truth = (log: readonly object[]): readonly MassArrivalAlert[] => {
  const counting = createRecount([area], area, false)
  const entries = log.map((value, offset) => ({ offset, timestampMs: NOW_MS, key: null, value: JSON.stringify(value) }))
  counting.fold(0, entries)
  return [...counting.finish([]).alerts.values()].map(({ alert }) => alert)
}

const gist = (alerts: readonly MassArrivalAlert[]) =>
  alerts.map(({ kind, severity, unauthorised, craft }) => ({
    kind,
    severity,
    unauthorised,
    craft: craft.length,
    eta: null,
  }))

const arrives = (craftId: string, minutes: number) => ({
  ...aPosition({ craftId, observedAt: at(minutes), longitude: 173.05, latitude: -34.4 }),
  observationId: `p-${craftId}-${minutes}`,
  exercise: false,
})

const three = [
  arrives('track:a', 0),
  report({ craftId: 'track:a', minutes: 5, aboard: 12, method: 'headcount', notPermitted: 12 }, false),
  arrives('track:b', 20),
  report(
    { craftId: 'track:b', minutes: 25, aboard: { min: 9, likely: 12, max: 20 }, method: 'headcount', notPermitted: 9 },
    false,
  ),
  arrives('track:c', 40),
  report({ craftId: 'track:c', minutes: 45, aboard: { min: 5, likely: 10, max: 12 } }, false),
]

const nothing: CraftLog = { points: [], stated: [], isWhole: true }
const preview = (log: readonly object[], sent: PersonsObservation, own = nothing) =>
  previewReport({ report: sent, alerts: truth(log), areas: [area], own, nowMs: NOW_MS })
/** Of one that the log has, and no alert. */
const heardAt = (minutes: number, longitude: number): CraftLog['points'][number] => ({
  ...{ craftId: 'track:z', atMs: AT_MS + minutes * 60_000, longitude, latitude: -34.4 },
  ...{ speedKnots: undefined, courseDegrees: undefined },
})

const staying = [5, 10].map((hours) => arrives('track:c', 40 + hours * 60))
const doubted = [
  ...three,
  report({ craftId: 'track:c', minutes: 50, aboard: { min: 40, likely: 45, max: 50 } }, false),
  report({ craftId: 'track:c', minutes: 55, aboard: 10 }, false),
]

test.each<[string, readonly object[], Given, place: boolean]>([
  [
    'a new sighting joins',
    three,
    { craftId: 'sighting:x', minutes: 60, aboard: 12, method: 'headcount', notPermitted: 12 },
    true,
  ],
  ['a new sighting raises an alert by itself', [], { craftId: 'sighting:x', minutes: 60, aboard: 40 }, true],
  [
    'a headcount of one that was sighted',
    three,
    { craftId: 'track:c', minutes: 70, aboard: 14, method: 'headcount', notPermitted: 14 },
    true,
  ],
  [
    'fewer than thought',
    three,
    { craftId: 'track:c', minutes: 70, aboard: 1, method: 'headcount', notPermitted: 0 },
    false,
  ],
  ['an open figure', three, { craftId: 'track:c', minutes: 70, aboard: { min: 20, likely: 25, max: null } }, false],
  [
    'a place later than the arrival does not part the visit',
    [...three, ...staying],
    { craftId: 'track:c', minutes: 9 * 60, aboard: 14 },
    true,
  ],
  ['a report that contradicts widens', doubted, { craftId: 'track:c', minutes: 70, aboard: 11 }, false],
  [
    'a worse method changes nothing that counts',
    three,
    { craftId: 'track:a', minutes: 70, aboard: 12, method: 'estimate' },
    false,
  ],
])('%s: the preview is what counting the log with the report says', (_what, log, given, place) => {
  const sent = report(given, place)
  const [before, after] = [gist(truth(log)), gist(truth([...log, sent]))]
  const found = preview(log, sent)
  if (found.outcome === 'unknown') throw new Error(found.reason)
  if (JSON.stringify(before) === JSON.stringify(after)) expect(found.effects).toEqual([])
  else {
    expect(found.effects.map((effect) => effect.before)).toEqual(before.length === 0 ? [null] : before)
    expect(found.effects.flatMap((effect) => effect.after ?? [])).toEqual(after)
  }
})

test('too few by itself: no effect, though boats in no alert could make it more', () => {
  const few = report({ craftId: 'sighting:x', minutes: 60, aboard: 3 })
  expect(preview([], few)).toEqual({ outcome: 'known', effects: [] })
})

test('a craft that no alert lists joins by what the log has of it', () => {
  const log = [...three, arrives('track:z', 30)]
  const sent = report({ craftId: 'track:z', minutes: 60, aboard: 12, method: 'headcount', notPermitted: 12 }, false)
  const own = { ...nothing, points: [heardAt(-200, 172.9), heardAt(30, 173.05)] }
  expect(preview(three, sent, own)).toEqual({
    outcome: 'known',
    effects: [
      {
        alertId: truth(three)[0]?.alertId,
        before: gist(truth(three))[0],
        after: gist(truth([...log, sent]))[0],
      },
    ],
  })
})

const z = { craftId: 'track:z', minutes: 60, aboard: 9 }
test.each<[string, Given, boolean, Partial<CraftLog>, string]>([
  [
    'a craft that was inside when the reading begins',
    z,
    false,
    { points: [heardAt(-830, 173.05)] },
    'was inside 24 hours ago',
  ],
  ['more than can be read', z, true, { isWhole: false }, 'are too much to be read now'],
  [
    'a craft with other names',
    z,
    true,
    { stated: [{ ...aCraftRecord({ craftId: 'track:z', sameAs: ['mmsi:512000009'] }), exercise: false }] },
    'has other names (mmsi:512000009)',
  ],
  ['no place', { craftId: 'sighting:x', minutes: 60, aboard: 9 }, false, {}, 'without a position'],
  ['before the arrival', { craftId: 'track:c', minutes: 30, aboard: 9 }, false, {}, 'older than the arrival'],
  ['days later', { craftId: 'track:c', minutes: 80 * 60, aboard: 9 }, false, {}, 'may have come again'],
])('it cannot be worked out: %s', (_what, given, place, own, reason) => {
  expect(preview(three, report(given, place), { ...nothing, ...own })).toMatchObject({
    outcome: 'unknown',
    reason: expect.stringContaining(reason),
  })
})

test('it cannot be worked out where an alert says more than it lists', () => {
  const [alert] = truth(three)
  if (alert === undefined) throw new Error('no alert')
  const partly = { ...alert, craft: alert.craft.slice(1), craftMore: 1 }
  const sent = report({ craftId: 'track:c', minutes: 70, aboard: 20 }, false)
  const found = previewReport({ report: sent, alerts: [partly], areas: [area], own: nothing, nowMs: NOW_MS })
  expect(found).toMatchObject({ outcome: 'unknown', reason: expect.stringContaining('does not lead to its numbers') })
})
