import { severityRank } from '@landfall/contracts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aVersion } from '../testing/a-version.ts'
import { craftList, foldOf, phaseOf } from '../testing/fold-of.ts'
import type { AlertVersion } from './alert-version.ts'
import { beginLifecycle, type Lifecycle, takeVersion } from './lifecycle.ts'
import { MEASURED_CRAFT_MAX, measureOf } from './measure.ts'

const acknowledged: Lifecycle = {
  ...beginLifecycle(aVersion()),
  attention: {
    phase: 'acknowledged',
    acknowledgement: { atMs: 1, operator: 'anna', note: null, version: 1 },
    measure: measureOf(aVersion()),
  },
}

test.each([
  [true, 'unacknowledged'],
  [false, 'acknowledged'],
] as const)('a joining craft that is not listed (%s) leaves the alert %s', (hasUnlistedJoining, phase) => {
  const after = aVersion({ version: 2, hasUnlistedJoining })
  expect(takeVersion(acknowledged, aVersion(), after).attention.phase).toBe(phase)
})

const call = aVersion({ kind: 'distress', severity: 'alarm', areaId: null, craft: [] })
const closed: Lifecycle = {
  ...acknowledged,
  attention: {
    phase: 'closed',
    acknowledgement: { atMs: 1, operator: 'anna', note: null, version: 1 },
    closing: { atMs: 2, operator: 'anna', note: 'all picked up', version: 1 },
    measure: measureOf(call),
  },
}

test('a call for help that was closed stays closed while the same device goes on, and silence does not close one', () => {
  expect(takeVersion(closed, call, { ...call, version: 2 }).attention.phase).toBe('closed')
  expect(takeVersion(beginLifecycle(call), call, { ...call, version: 2 }).attention.phase).toBe('unacknowledged')
})

describe('what rises no further than it was since it was acknowledged or closed is no news', () => {
  const two = craftList(['a:1', 40], ['a:2', 20])
  const one = craftList(['a:1', 40])
  const hours = (count: number): number => count * 3_600_000
  const warning = { severity: 'warning', craft: two } as const
  test.each<[string, readonly Partial<AlertVersion>[], acknowledged: boolean, closed: boolean]>([
    ['lowered and raised again', [{ ...warning, severity: 'caution' }, warning], true, true],
    [
      'raised above',
      [
        { ...warning, severity: 'caution' },
        { ...warning, severity: 'alarm' },
      ],
      false,
      false,
    ],
    ['a craft that left comes back', [{ craft: one }, warning], true, true],
    ['with more people', [{ craft: one }, { craft: craftList(['a:1', 40], ['a:2', 21]) }], true, false],
    ['under another name', [{ craft: one }, { craft: craftList(['a:1', 40], ['b:9', 20, 'a:2']) }], true, true],
    ['under a name that nobody knew', [{ craft: one }, { craft: craftList(['a:1', 40], ['b:9', 20]) }], false, false],
    [
      'raised again after 24 h',
      [
        { ...warning, status: 'cancelled', timeMs: 1 },
        { ...warning, timeMs: hours(24) + 1 },
      ],
      true,
      true,
    ],
    [
      'and later',
      [
        { ...warning, status: 'cancelled', timeMs: 1 },
        { ...warning, timeMs: hours(24) + 2 },
      ],
      false,
      false,
    ],
    [
      'in time with a new craft',
      [{ status: 'cancelled', craft: [] }, { craft: [...two, ...craftList(['a:3', 1])] }],
      false,
      false,
    ],
    ['in time with all of its craft', [{ status: 'cancelled', craft: [] }, warning], true, true],
    ['superseded, and open again', [{ ...warning, status: 'superseded' }, warning], false, false],
    [
      'under no policy',
      [
        { ...warning, status: 'cancelled', periodMs: null, timeMs: 9 },
        { ...warning, periodMs: null, timeMs: 9 },
      ],
      false,
      false,
    ],
    [
      'what was possible alone becomes likely',
      [{ severity: 'caution', craft: craftList(['a:1', 60]) }, { craft: craftList(['a:1', 60]) }],
      true,
      false,
    ],
  ])('%s', (_what, later, staysAcknowledged, staysClosed) => {
    const versions = later.map((version, at) => ({ v: at + 2, ...version }))
    const after = (action: 'acknowledge' | 'close') =>
      phaseOf(foldOf({ v: 1, ...warning }, { do: action }, ...versions))
    expect(after('acknowledge')).toBe(staysAcknowledged ? 'acknowledged' : 'unacknowledged')
    expect(after('close')).toBe(staysClosed ? 'closed' : 'unacknowledged')
  })
})

test('for any versions, what is news is what none since the acknowledgement had', () => {
  const drawn = fc.record({
    severity: fc.constantFrom('caution', 'warning', 'alarm'),
    craft: fc.array(fc.tuple(fc.constantFrom('a:1', 'a:2', 'a:3'), fc.constantFrom(0, 10, 20)), { maxLength: 3 }),
  })
  fc.assert(
    fc.property(
      fc.array(drawn, { minLength: 1, maxLength: 8 }),
      fc.constantFrom('acknowledge', 'close'),
      (all, action) => {
        const versions = all.map(
          ({ severity, craft }, at) => ({ v: at + 1, severity, craft: craftList(...craft) }) as const,
        )
        const [first, ...rest] = versions
        if (first === undefined) return
        const seen: (typeof versions)[number][] = [first]
        const isNews = rest.some((version) => {
          const rises = seen.every(({ severity }) => severityRank(severity) < severityRank(version.severity))
          const peopleOf = (craftId: string, likelyOnly: boolean): number =>
            Math.max(
              -1,
              ...seen
                .filter(({ severity }, at) => at === 0 || !likelyOnly || severity !== 'caution')
                .flatMap(({ craft }) => craft.filter((one) => one.craftId === craftId).map(({ likely }) => likely)),
            )
          const joins = version.craft.some(({ craftId, likely }) => likely > 0 && peopleOf(craftId, false) < 0)
          const isMore =
            action === 'close' &&
            version.severity !== 'caution' &&
            version.craft.some(({ craftId, likely }) => likely > Math.max(0, peopleOf(craftId, true)))
          seen.push(version)
          return rises || joins || isMore
        })
        const phase = action === 'close' ? 'closed' : 'acknowledged'
        expect(phaseOf(foldOf(first, { do: action }, ...rest))).toBe(isNews ? 'unacknowledged' : phase)
      },
    ),
  )
})

test('the measure has a limit: beyond it the craft that left longest ago join again as news, and none on the alert is forgotten', () => {
  const named = (from: number, count: number) =>
    craftList(...Array.from({ length: count }, (_, at) => [`a:${from + at}`, 1] as const))
  const nobody = named(0, MEASURED_CRAFT_MAX).map((craft) => ({ ...craft, craftId: `b${craft.craftId}`, likely: 0 }))
  const first = { v: 1, craft: named(0, 2) }
  const known = (craft: AlertVersion['craft']) =>
    phaseOf(foldOf(first, { do: 'acknowledge' }, { v: 2, craft }, { v: 3, craft: named(0, 2) }))
  expect(known(nobody.slice(2))).toBe('acknowledged')
  expect(known(nobody.slice(1))).toBe('unacknowledged')
  expect(known([...nobody, ...named(0, 2)])).toBe('acknowledged')
})
