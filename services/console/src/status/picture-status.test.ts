import type { FeedStatus } from '@landfall/feed-client'
import { expect, test } from 'vitest'
import { formatUtcTime } from '../format/format-utc.ts'
import { AT, AT_MS } from '../testing/an-alert-view.ts'
import { isPictureLost, pictureStatus } from './picture-status.ts'

const source = { id: 'radar', kind: 'radar', lastHeardAt: AT, newestObservationAt: AT, silent: false }
const heartbeat: NonNullable<FeedStatus['heartbeat']> = {
  type: 'heartbeat',
  serverTime: AT,
  cursor: 'a0.c0',
  newestObservationAt: AT,
  current: true,
  sources: [source],
  sourcesMore: 2,
}
const common = { lastFrameAtMs: AT_MS, stale: false, clockOffsetMs: 0, heartbeat }
const live: FeedStatus = { phase: 'live', ...common }
const waiting: FeedStatus = { phase: 'waiting', why: 'gone', retryAtMs: AT_MS + 9_000, ...common }

const countedAt = (countedUpTo: string | null): FeedStatus => ({ ...live, heartbeat: { ...heartbeat, countedUpTo } })

const withSources = (...sources: readonly Partial<typeof source>[]): FeedStatus => ({
  ...live,
  clockOffsetMs: 1_000,
  heartbeat: { ...heartbeat, sources: sources.map((given) => ({ ...source, ...given })) },
})
const silent = { silent: true }

test.each<[string, FeedStatus | null, number, string, boolean]>([
  ['no event yet', null, 0, 'Not current: connecting', false],
  ['live', live, 5_000, '', true],
  ['silent', { ...live, stale: true }, 31_000, 'Not current: last heard 31 s ago', false],
  [
    'the service cannot read',
    { ...live, stale: true, heartbeat: { ...heartbeat, current: false } },
    5_000,
    'Not current: the service cannot read its log',
    false,
  ],
  ['counting a minute behind', countedAt(AT), 60_000, '', true],
  ['counting further behind', countedAt(AT), 61_000, 'Not counted for 1 min: alerts may be missing', false],
  ['unknown how far counting is', countedAt(null), 61_000, '', true],
  ['waiting to reconnect', waiting, 5_000, 'Not current: connection lost, last heard 5 s ago', false],
  [
    'closed by the console',
    { phase: 'stopped', why: 'x', code: 'closed', ...common },
    0,
    'Session ended: sign in',
    false,
  ],
  [
    'stopped by a frame it cannot read',
    { phase: 'stopped', why: 'x', code: 'invalid-frame', ...common },
    0,
    'Ended: x',
    false,
  ],
  [
    'stopped because the session has expired',
    { phase: 'stopped', why: 'x', code: 'session-expired', ...common },
    0,
    'Session ended: sign in',
    false,
  ],
])('why the picture is not to be trusted, %s', (_what, feed, afterMs, text, trusted) => {
  const strip = pictureStatus(feed, AT_MS + afterMs)
  expect([strip.fault?.what ?? '', strip.trusted]).toEqual([text, trusted])
})

test.each<[string, FeedStatus | null, string, string]>([
  ['live', live, 'Live', 'good'],
  ['silent', { ...live, stale: true }, 'Not current', 'bad'],
  ['counting behind', countedAt('2020-01-01T00:00:00.000Z'), 'Not counted', 'bad'],
  ['waiting to reconnect', waiting, 'Lost', 'bad'],
  ['connecting', { phase: 'connecting', ...common }, 'Connecting …', 'odd'],
  ['over', { phase: 'stopped', why: 'x', code: 'closed', ...common }, 'Ended', 'bad'],
])('connection in a word, %s', (_what, feed, text, tone) =>
  expect(pictureStatus(feed, AT_MS).connection).toMatchObject({ text, tone }),
)

test('a lost connection says of when the picture is, by the server’s clock, and when it tries again', () => {
  const { fault } = pictureStatus({ ...waiting, clockOffsetMs: 3_600_000 }, AT_MS + 5_000)
  expect(fault?.known).toBe(`Showing what was known at ${formatUtcTime(AT_MS + 3_600_000)} UTC. Trying again in 4 s.`)
})

test('silent sources are named, with their age', () =>
  expect(pictureStatus(withSources(silent, { ...silent, id: 'b' }), AT_MS + 5 * 60_000).sources.detail).toBe(
    'Silent: radar (5 min), b (5 min)',
  ))

test.each<[string, FeedStatus | null, number, boolean]>([
  ['no event yet', null, 0, false],
  ['live', live, 5_000, false],
  ['a connection that was just lost', waiting, 5_000, false],
  ['lost for long', { ...waiting, stale: true }, 31_000, true],
  ['logged out', { phase: 'stopped', why: 'x', code: 'closed', ...common }, 0, true],
  ['not counted', countedAt(AT), 61_000, true],
])('whether the picture is lost: %s', (_what, feed, afterMs, lost) =>
  expect(isPictureLost(feed, AT_MS + afterMs)).toBe(lost),
)

test('ages are measured by the server’s clock, and the top bar says how far this one is off', () => {
  const strip = pictureStatus({ ...live, clockOffsetMs: 60_000 }, AT_MS + 20 * 60_000)
  expect([strip.newest.text, strip.newest.tone]).toEqual(['Latest report 21 min ago', 'odd'])
  expect(strip.sources.text).toBe('3 sources reporting')
  expect(strip.clock.text).toBe('This clock: 1 min behind')
})

test.each<[string, FeedStatus, string, string]>([
  ['one', withSources(silent, {}), '3 of 4 sources reporting', 'bad'],
  [
    'several',
    withSources({ ...silent, id: 'a' }, { ...silent, id: 'b' }, { ...silent, id: 'c' }),
    '2 of 5 sources reporting',
    'bad',
  ],
  ['unknown while the picture is stale', { ...live, stale: true }, 'Sources not known now', 'odd'],
  ['none', { ...live, heartbeat: { ...heartbeat, sources: [], sourcesMore: 0 } }, 'No sources', 'odd'],
])('sources, %s', (_what, feed, text, tone) =>
  expect(pictureStatus(feed, AT_MS + 5 * 60_000).sources).toMatchObject({ text, tone }),
)

test('before the first heartbeat nothing is said of the sea', () => {
  const { newest, sources } = pictureStatus({ ...live, heartbeat: null }, AT_MS)
  expect([newest.text, sources.text]).toEqual(['', ''])
})

test('the top bar says how many craft the map does not show, and nothing where it shows all', () => {
  const notShown = (craftNotShown?: number) =>
    pictureStatus(
      { ...live, heartbeat: { ...heartbeat, ...(craftNotShown !== undefined && { craftNotShown }) } },
      AT_MS,
    ).notShown
  expect([pictureStatus(null, AT_MS).notShown, notShown(), notShown(0)]).toEqual([null, null, null])
  expect(notShown(280_000)).toMatchObject({ text: '280000 craft not shown', tone: 'odd' })
})
