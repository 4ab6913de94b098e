import type { FeedStatus } from '@landfall/feed-client'
import { expect, test } from 'vitest'
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

test.each<[string, FeedStatus | null, number, string, boolean]>([
  ['no event yet', null, 0, 'connecting …', false],
  ['live', live, 5_000, 'live', true],
  ['silent', { ...live, stale: true }, 31_000, 'NOT CURRENT: last heard 31 s ago', false],
  [
    'the service cannot read',
    { ...live, stale: true, heartbeat: { ...heartbeat, current: false } },
    5_000,
    'NOT CURRENT: the service cannot read its log',
    false,
  ],
  ['counting a minute behind', countedAt(AT), 60_000, 'live', true],
  ['counting further behind', countedAt(AT), 61_000, 'NOT COUNTED for 1 min: alerts may be missing', false],
  ['unknown how far counting is', countedAt(null), 61_000, 'live', true],
  ['waiting to reconnect', waiting, 5_000, 'LOST (last heard 5 s ago), again in 4 s', false],
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
    'ENDED: x',
    false,
  ],
  [
    'stopped because the session has expired',
    { phase: 'stopped', why: 'x', code: 'session-expired', ...common },
    0,
    'Session ended: sign in',
    false,
  ],
])('connection, %s', (_what, feed, afterMs, text, trusted) => {
  const strip = pictureStatus(feed, AT_MS + afterMs)
  expect([strip.connection.text, strip.trusted]).toEqual([text, trusted])
})

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

test('ages are measured by the server’s clock, and the strip says how far this one is off', () => {
  const strip = pictureStatus({ ...live, clockOffsetMs: 60_000 }, AT_MS + 20 * 60_000)
  expect([strip.newest.text, strip.newest.tone]).toEqual(['21 min ago', 'odd'])
  expect(strip.sources.text).toBe('3 sources reporting')
  expect(strip.clock.text).toBe('1 min behind')
})

const withSources = (...sources: readonly Partial<typeof source>[]): FeedStatus => ({
  ...live,
  clockOffsetMs: 1_000,
  heartbeat: { ...heartbeat, sources: sources.map((given) => ({ ...source, ...given })) },
})
const silent = { silent: true }

test.each<[string, FeedStatus, string, string]>([
  ['one', withSources(silent, {}), '1 SILENT: radar (5 min)', 'bad'],
  [
    'more than the strip has room for',
    withSources({ ...silent, id: 'a' }, { ...silent, id: 'b' }, { ...silent, id: 'c' }),
    '3 SILENT: a (5 min), b (5 min) and 1 more',
    'bad',
  ],
  ['unknown while the picture is stale', { ...live, stale: true }, 'not known now', 'odd'],
  ['none', { ...live, heartbeat: { ...heartbeat, sources: [], sourcesMore: 0 } }, 'none heard', 'odd'],
])('sources, %s', (_what, feed, text, tone) =>
  expect(pictureStatus(feed, AT_MS + 5 * 60_000).sources).toMatchObject({ text, tone }),
)

test('before the first heartbeat nothing is known of the sea', () => {
  const { newest, sources } = pictureStatus({ ...live, heartbeat: null }, AT_MS)
  expect([newest.text, sources.text]).toEqual(['waiting for data', 'waiting for data'])
})

test('the strip says how many craft the map does not show, and nothing where it shows all', () => {
  const notShown = (craftNotShown?: number) =>
    pictureStatus(
      { ...live, heartbeat: { ...heartbeat, ...(craftNotShown !== undefined && { craftNotShown }) } },
      AT_MS,
    ).notShown
  expect([pictureStatus(null, AT_MS).notShown, notShown(), notShown(0)]).toEqual([null, null, null])
  expect(notShown(280_000)).toMatchObject({ text: '280000 craft not shown', tone: 'odd' })
})
