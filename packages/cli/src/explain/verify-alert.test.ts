import { type MassArrivalAlert, Policy } from '@landfall/contracts'
import { type Recounted, summariseAlert, watchArea } from '@landfall/mass-arrivals'
import { anAlert, anInboundAlert } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { type VerificationCase, verifyAlert } from './verify-alert.ts'

const area = watchArea({ areaId: 'nz', contains: () => true, policy: Policy.parse({}) })
const open = anAlert({ policy: area.policyHash })
const NEWEST_MS = Date.parse('2026-11-24T00:00:00.000Z')
const DAY_MS = 86_400_000

const nothing = (newestMs: number | null = NEWEST_MS): Recounted => ({
  newestMs,
  faults: [],
  alerts: new Map(),
  inbound: new Map(),
})
const gives = (alert: MassArrivalAlert, now = alert, newestMs = NEWEST_MS): Recounted => {
  const { threshold, policy, unauthorised, limbs, craft, links } = now
  const left = { threshold, policy, unauthorised, limbs, craft, links }
  return { newestMs, faults: [], alerts: new Map([[alert.alertId, { alert, left, craft }]]), inbound: new Map() }
}
const aCase = (given: Partial<VerificationCase>): VerificationCase => ({
  alert: open,
  writtenMs: NEWEST_MS,
  area,
  recounted: gives(open),
  read: { records: 10, expired: 0, oldestMs: NEWEST_MS - DAY_MS, later: 0, latestMs: NEWEST_MS },
  asOfMs: null,
  ...given,
})

const cancelled = anAlert({ policy: area.policyHash, status: 'cancelled', reason: 'too few' })
const fewer = anAlert({ policy: area.policyHash, unauthorised: { min: 0, likely: 9, max: 9, openEnded: false } })

test.each<readonly [string, Partial<VerificationCase>, ReturnType<typeof verifyAlert>['outcome'], readonly string[]]>([
  ['the same', {}, 'agrees', []],
  ['other numbers', { recounted: gives(fewer) }, 'differs', ['people without permission']],
  ['a version without evidence', { alert: summariseAlert(open) }, 'agrees', []],
  ['ended, and still ended', { alert: cancelled, recounted: gives(cancelled) }, 'agrees', []],
  ['ended, and it should be open', { alert: cancelled, recounted: gives(open) }, 'differs', ['status', 'reason']],
  ['open, and the log has nothing', { recounted: nothing(null) }, 'differs', ['status']],
  ['ended, and the log has nothing', { alert: cancelled, recounted: nothing(null) }, 'agrees', []],
  ['forgotten', { recounted: nothing(NEWEST_MS + 31 * DAY_MS) }, 'unknown', []],
  [
    'expired',
    { recounted: nothing(null), read: { records: 0, expired: 5, oldestMs: null, later: 0, latestMs: null } },
    'unknown',
    [],
  ],
])('%s', (_name, given, outcome, fields) => {
  const verdict = verifyAlert(aCase(given))
  expect(verdict.outcome).toBe(outcome)
  expect(verdict.differences.map((line) => line.split(':')[0])).toEqual(fields)
})

test('an ended alert stays as it ended; what would be counted differently by now is reported, but is no difference', () => {
  const { outcome, differences, sinceItEnded } = verifyAlert(
    aCase({ alert: cancelled, recounted: gives(cancelled, fewer) }),
  )
  expect({ outcome, differences }).toEqual({ outcome: 'agrees', differences: [] })
  expect(sinceItEnded).toContain(
    'people without permission: the alert says 0–42, likely 42, the log says 0–9, likely 9',
  )
  expect(sinceItEnded.filter((line) => /^(status|reason)/.test(line))).toEqual([])
})

test.each<readonly [string, Partial<VerificationCase>, readonly RegExp[]]>([
  ['nothing to note', {}, []],
  [
    'another policy',
    { alert: anAlert() },
    [/made under another policy \(sha256:4b.*than the area given has \(sha256:/],
  ],
  [
    'observations since, of no matter',
    { read: { records: 10, expired: 0, oldestMs: 0, later: 1_234, latestMs: NEWEST_MS } },
    [/^1,234 observations came after .* and change nothing in it\.$/],
  ],
  [
    'observations since, perhaps not worked through',
    {
      recounted: gives(fewer),
      read: { records: 10, expired: 0, oldestMs: 0, later: 3, latestMs: NEWEST_MS },
    },
    [/^3 observations came after .*; windowing may not have worked them through yet\.$/],
  ],
  [
    'the log’s beginning has expired',
    { read: { records: 10, expired: 7, oldestMs: Date.UTC(2026, 8, 1), later: 0, latestMs: NEWEST_MS } },
    [/^7 observations expired: the log begins at 2026-09-01T00:00:00\.000Z\.$/],
  ],
  [
    'recounted as of its own day',
    { asOfMs: NEWEST_MS },
    [/more than 30 days before the newest observation .* as it stood at 2026-11-24T00:00:00\.000Z/],
  ],
  [
    'perhaps forgotten, even then',
    { recounted: gives(fewer, fewer, NEWEST_MS + 31 * DAY_MS) },
    [/may be forgotten, not withdrawn/],
  ],
])('note: %s', (_name, given, expected) => {
  const { notes } = verifyAlert(aCase(given))
  expect(notes).toHaveLength(expected.length)
  for (const [index, pattern] of expected.entries()) expect(notes[index]).toMatch(pattern)
})

test('records that could not be folded are named, the first ten of them', () => {
  const faults = Array.from({ length: 12 }, (_, offset) => ({
    record: `3/${offset}`,
    error: new TypeError('no source'),
  }))
  const { outcome, notes } = verifyAlert(aCase({ recounted: { ...gives(open), faults } }))
  expect(outcome).toBe('agrees')
  expect(notes.join()).toContain('3/0 (TypeError: no source), 3/1 ')
  expect(notes.join()).toMatch(/3\/9 \(TypeError: no source\), and 2 more/)
})

test('an inbound group is held against what the log says of it, and may be forgotten from its oldest row on', () => {
  const alert = anInboundAlert({ policy: area.policyHash })
  const { threshold, policy, unauthorised, arrived, inbound, eta, craft, links } = alert
  const left = { threshold, policy, unauthorised, arrived, inbound, eta, craft, links }
  const recounted = (log: typeof alert): Recounted => ({
    ...nothing(),
    inbound: new Map([[alert.alertId, { alert: log, left, craft: log.craft }]]),
  })
  const verdictOn = (log: typeof alert) => verifyAlert(aCase({ alert, recounted: recounted(log) }))
  expect(verdictOn(alert)).toMatchObject({ outcome: 'agrees', differences: [] })
  expect(verdictOn({ ...alert, arrived: 10, inbound: 30 }).differences).toEqual([
    'arrived: the alert says 0, the log says 10',
    'inbound: the alert says 40, the log says 30',
  ])
  expect(verifyAlert(aCase({ alert, recounted: nothing(NEWEST_MS + 31 * DAY_MS) })).outcome).toBe('unknown')
  expect(verifyAlert(aCase({ alert, recounted: nothing() })).outcome).toBe('differs')
})
