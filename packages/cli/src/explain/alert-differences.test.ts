import type { AlertCraft, MassArrivalAlert } from '@landfall/contracts'
import type { AreaAlert } from '@landfall/mass-arrivals'
import { anAlert, anInboundAlert } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { alertDifferences } from './alert-differences.ts'

const AT = '2026-11-23T09:02:00.000Z'
const [template] = anAlert().craft
const aVisit = (craftId: string, time: string, given: Partial<AlertCraft> = {}): AlertCraft => ({
  ...(template as AlertCraft),
  craftId,
  arrivedAt: `2026-11-23T${time}:00.000Z`,
  ...given,
})
const report = aVisit('a', '09:00').aboardReport
const aLink = { a: 'a', aArrivedAt: 'T1', b: 'b', bArrivedAt: 'T2', distanceNm: 3.1, minutesApart: 22 }

/** Something in every list, so that no field goes untested for being empty. */
const full = anAlert({
  craft: [
    aVisit('a', '09:00', {
      permissionReport: report,
      conflictingReports: [{ ...report, widens: true }],
      sameAsMore: 3,
    }),
  ],
  counts: 'aboard',
  excludes: ['domestic'],
  law: 'An Act s 1',
  craftMore: 5,
  linksMore: 4,
  links: [aLink],
  reason: 'because',
  supersededBy: 'nz-1',
})

const { counts, excludes, law, craftMore, linksMore, reason, supersededBy } = full
const fix = { at: AT, longitude: 179, latitude: -38 }
const fullInbound = anInboundAlert({
  ...{ counts, excludes, law, craftMore, linksMore, reason, supersededBy },
  craft: anInboundAlert().craft.map((one) => ({
    ...one,
    sameAs: ['c'],
    approach: one.approach && { ...one.approach, jumps: [fix] },
    permissionReport: report,
    conflictingReports: [{ ...report, widens: true }],
    sameAsMore: 3,
    doubt: 'shared-identity',
  })),
  links: [{ a: 'a', aAt: 'T1', b: 'b', bAt: 'T2', distanceNm: 3.1, minutesApart: 22, fix }],
})

test.each<AreaAlert>([full, fullInbound])('an alert of kind $kind agrees with itself', (alert) => {
  expect(alertDifferences(alert, structuredClone(alert))).toEqual([])
})

/** Identity and history, which are not compared. */
const IDENTITY = ['alertId', 'version', 'kind', 'exercise', 'areaId', 'changes.0', 'safety']

const leavesOf = (value: unknown, path = ''): readonly string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path === '' ? key : `${path}.${key}`))
    : [path]

const leaves = [full, fullInbound].flatMap((alert: AreaAlert) =>
  leavesOf(alert).flatMap((path) => (IDENTITY.includes(path) ? [] : [[alert.kind, path, alert] as const])),
)

test.each(leaves)('%s: a difference of %s alone is seen', (_kind, path, alert) => {
  const changed = structuredClone(alert) as unknown as Record<string, unknown>
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  const holder = keys.reduce<Record<string, unknown>>((inner, key) => inner[key] as Record<string, unknown>, changed)
  const before = holder[last]
  holder[last] = typeof before === 'number' ? before + 1 : typeof before === 'boolean' ? !before : `other ${before}`
  expect(alertDifferences(alert, changed as unknown as AreaAlert)).not.toEqual([])
})

const limb = anAlert().limbs.samePeriod

test.each<readonly [string, Partial<MassArrivalAlert>, Partial<MassArrivalAlert>, readonly string[]]>([
  ['severity', { severity: 'alarm' }, {}, ['severity: the alert says alarm, the log says warning']],
  [
    'the sum, an open one',
    {},
    { unauthorised: { min: 0, likely: 42, max: 126, openEnded: true } },
    ['people without permission: the alert says 0–42, likely 42, the log says 0–126 or more, likely 42'],
  ],
  [
    'a limb: figure and window',
    {},
    { limbs: { ...anAlert().limbs, samePeriod: { ...limb, min: { persons: 34, from: AT, to: AT }, exceeds: null } } },
    [
      `same period, min: the alert says 0 (${AT} to ${AT}), the log says 34 (${AT} to ${AT})`,
      'same period, exceeds: the alert says likely, the log says not',
    ],
  ],
  [
    'a craft that the log has not',
    { craft: [aVisit('a', '09:00'), aVisit('b', '10:00')] },
    { craft: [aVisit('a', '09:00')] },
    ['b of 2026-11-23T10:00:00.000Z: the alert says 0–42, likely 42, the log says nothing of it'],
  ],
  [
    'a craft that the alert has not',
    { craft: [] },
    { craft: [aVisit('a', '09:00')] },
    ['a of 2026-11-23T09:00:00.000Z: the alert says nothing of it, the log says 0–42, likely 42'],
  ],
  [
    'an arrival that moved is the same visit',
    { craft: [aVisit('a', '09:00')] },
    { craft: [aVisit('a', '08:00')] },
    [
      'a of 2026-11-23T09:00:00.000Z, arrived: the alert says 2026-11-23T09:00:00.000Z, the log says 2026-11-23T08:00:00.000Z',
    ],
  ],
  [
    'two visits of one craft, of which one is gone',
    { craft: [aVisit('a', '09:00'), aVisit('a', '20:00')] },
    { craft: [aVisit('a', '20:00')] },
    ['a of 2026-11-23T09:00:00.000Z: the alert says 0–42, likely 42, the log says nothing of it'],
  ],
  [
    'another report picked',
    { craft: [aVisit('a', '09:00')] },
    { craft: [aVisit('a', '09:00', { aboardReport: { ...report, method: 'headcount', permitted: report.aboard } })] },
    [
      `a of 2026-11-23T09:00:00.000Z, aboard report: the alert says sighting patrol-1/report-1 at ${AT}, aboard 42, the log says headcount patrol-1/report-1 at ${AT}, aboard 42, permitted 42`,
    ],
  ],
  [
    'links',
    { links: [aLink] },
    { links: [{ ...aLink, b: 'c' }] },
    [
      'link a of T1 to b of T2: the alert says 3.1 nm, 22 minutes apart, the log says nothing of it',
      'link a of T1 to c of T2: the alert says nothing of it, the log says 3.1 nm, 22 minutes apart',
    ],
  ],
  ['history alone is no difference', { version: 7, changes: ['reopened'], alertId: 'nz-2' }, {}, []],
])('%s', (_name, says, gives, lines) => {
  expect(alertDifferences(anAlert(says), anAlert(gives))).toEqual(lines)
})

test('an approach and a visit of one craft differ by whether it has arrived', () => {
  const [approach] = fullInbound.craft
  const landed = { ...fullInbound, craft: [{ ...approach, approach: null, arrivedAt: AT }] } as AreaAlert
  expect(alertDifferences(fullInbound, landed)).toContainEqual(
    expect.stringContaining('of its approach, arrived: the alert says not, the log says 2026-11-23T09:02'),
  )
})
