import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ConnectSocket, SocketHandlers } from './connect-socket.ts'
import type { FeedEvent } from './feed-event.ts'
import { type FeedConnection, openFeed } from './open-feed.ts'

// Time is moved by hand; the socket is the seam that ConnectSocket is, with the real one tested end to end.
type Wire = { readonly handlers: SocketHandlers; readonly url: string; readonly sent: string[]; closed: boolean }

let wires: Wire[]
let events: FeedEvent[]
let feed: FeedConnection | undefined

const connect: ConnectSocket = (url, handlers) => {
  const wire: Wire = { handlers, url, sent: [], closed: false }
  wires.push(wire)
  return {
    send: (text) => wire.sent.push(text),
    close: () => {
      wire.closed = true
    },
  }
}

const open = (spec: Partial<Parameters<typeof openFeed>[0]> = {}) => {
  feed = openFeed({
    url: 'http://127.0.0.1:3000',
    connect,
    random: () => 1,
    onEvent: (event) => events.push(event),
    ...spec,
  })
  return feed
}
const last = () => wires.at(-1) as Wire
const frame = (given: object) => last().handlers.message(JSON.stringify(given))
const serverTime = '2026-11-23T09:30:00.000Z'
const welcome = (recovered = false, cursor = 'a0.c0') =>
  frame({ type: 'welcome', protocol: 1, epoch: 'e1', cursor, serverTime, recovered, tracks: false })
const snapshot = (cursor: string) => frame({ type: 'snapshot', cursor, more: false, alerts: [] })
const heartbeat = (cursor: string, current = true) =>
  frame({ type: 'heartbeat', cursor, serverTime, newestObservationAt: null, current, sources: [], sourcesMore: 0 })
const goLive = () => {
  last().handlers.opened()
  welcome()
  snapshot('a5.c1')
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse(serverTime) + 1_500 })
  wires = []
  events = []
})
afterEach(() => {
  feed?.close()
  vi.useRealTimers()
})

test('subscribes when the socket opens, and is live after the snapshot', () => {
  const opened = open({ filter: { areaIds: ['nz'] }, tracks: true })
  expect(last().url).toBe('ws://127.0.0.1:3000/v1/feed')
  expect(opened.status()).toMatchObject({ phase: 'connecting', stale: true })
  goLive()
  expect(JSON.parse(last().sent[0] ?? '')).toEqual({ type: 'subscribe', filter: { areaIds: ['nz'] }, tracks: true })
  expect(opened.status()).toMatchObject({ phase: 'live', stale: false, clockOffsetMs: -1_500 })
  expect(opened.resumePoint()).toEqual({ epoch: 'e1', cursor: 'a5.c1' })
})

test('resumes after a loss from where it was', () => {
  const opened = open()
  goLive()
  last().handlers.closed(1006, '')
  expect(opened.status()).toMatchObject({ phase: 'waiting', why: 'the connection was lost or refused' })
  vi.advanceTimersByTime(500)
  expect(wires).toHaveLength(2)
  last().handlers.opened()
  expect(JSON.parse(last().sent[0] ?? '')).toMatchObject({ resume: { epoch: 'e1', cursor: 'a5.c1' } })
  welcome(true, 'a5.c1')
  expect(opened.status().phase).toBe('live')
})

test('waits twice as long each time, at most 10 s', () => {
  open()
  const waits: number[] = []
  for (let index = 0; index < 8; index++) {
    last().handlers.closed(1006, '')
    const status = feed?.status()
    if (status?.phase !== 'waiting') break
    waits.push(status.retryAtMs - Date.now())
    vi.advanceTimersByTime(status.retryAtMs - Date.now())
  }
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000])
})

test('the delay starts over after a connection that held for a while', () => {
  open()
  for (const holdsMs of [0, 0, 25_000]) {
    vi.advanceTimersByTime(holdsMs)
    last().handlers.closed(1006, '')
    feed?.retryNow()
  }
  vi.advanceTimersByTime(25_000)
  last().handlers.closed(1006, '')
  expect(feed?.status()).toMatchObject({ retryAtMs: Date.now() + 500 })
})

test('waits as long as a service that shuts down asks for', () => {
  open()
  goLive()
  frame({ type: 'error', code: 'shutting-down', message: 'the service restarts', retryAfterMs: 3_210 })
  last().handlers.closed(1001, '')
  expect(feed?.status()).toMatchObject({ phase: 'waiting', why: 'the service restarts', retryAtMs: Date.now() + 3_210 })
})

test('follows a request to come back at once only a few times', () => {
  open()
  const waits: number[] = []
  for (let index = 0; index < 5; index++) {
    last().handlers.opened()
    frame({ type: 'error', code: 'slow-reader', message: 'too slow', retryAfterMs: 0 })
    last().handlers.closed(4413, '')
    const status = feed?.status()
    waits.push(status?.phase === 'waiting' ? status.retryAtMs - Date.now() : -1)
    feed?.retryNow()
  }
  expect(waits).toEqual([0, 0, 0, 4_000, 8_000])
})

test('stops for good where trying again cannot help', () => {
  open()
  last().handlers.opened()
  frame({ type: 'error', code: 'session-expired', message: 'sign in again', retryAfterMs: null })
  last().handlers.closed(4401, '')
  expect(feed?.status()).toMatchObject({ phase: 'stopped', code: 'session-expired', why: 'sign in again' })
  vi.advanceTimersByTime(120_000)
  expect(wires).toHaveLength(1)
})

test('is stale 30 s after the last frame, by its own ticker, and reconnects', () => {
  open()
  goLive()
  vi.advanceTimersByTime(20_000)
  heartbeat('a5.c1')
  vi.advanceTimersByTime(30_000)
  expect(feed?.status()).toMatchObject({ phase: 'live', stale: false })
  vi.advanceTimersByTime(1_000)
  expect(last().closed).toBe(true)
  expect(feed?.status()).toMatchObject({ phase: 'waiting', stale: true, why: 'no frame for 30 s' })
  vi.advanceTimersByTime(500)
  expect(wires).toHaveLength(2)
  expect(events.filter((event) => event.type === 'status').at(-1)).toMatchObject({
    status: { phase: 'connecting', stale: true },
  })
})

test('is stale at once when the service cannot read its log, and fresh when it can', () => {
  open()
  goLive()
  heartbeat('a5.c1', false)
  expect(events.at(-1)).toMatchObject({ type: 'status', status: { phase: 'live', stale: true } })
  heartbeat('a5.c1', true)
  expect(events.at(-1)).toMatchObject({ type: 'status', status: { phase: 'live', stale: false } })
})

test('a gap is reported, and a snapshot fetched without a resume', () => {
  open()
  goLive()
  frame({ type: 'alert', cursor: 'a9.c1', alert: { alertId: 'x', version: 3 } })
  expect(events).toContainEqual({ type: 'gap', why: 'x went from version 0 to 3' })
  vi.advanceTimersByTime(500)
  last().handlers.opened()
  expect(JSON.parse(last().sent[0] ?? '')).toEqual({ type: 'subscribe' })
})

test('what is not JSON is a gap, not a crash', () => {
  open()
  goLive()
  last().handlers.message('{"type":"alert"')
  expect(events).toContainEqual({ type: 'gap', why: 'a frame was not JSON with a type' })
})

test('a closed feed says nothing more', () => {
  const opened = open()
  goLive()
  opened.close()
  const reported = events.length
  last().handlers.message('{}')
  last().handlers.closed(1000, '')
  vi.advanceTimersByTime(120_000)
  expect(events).toHaveLength(reported)
  expect(wires).toHaveLength(1)
})

test('retryNow ends a wait', () => {
  const opened = open()
  last().handlers.closed(1006, '')
  opened.retryNow()
  expect(wires).toHaveLength(2)
  vi.advanceTimersByTime(5_000)
  expect(wires).toHaveLength(2)
})

test('a new filter discards what was held', () => {
  const opened = open()
  goLive()
  opened.setFilter({ exercise: false })
  expect(opened.resumePoint()).toBeNull()
  last().handlers.opened()
  expect(JSON.parse(last().sent[0] ?? '')).toEqual({ type: 'subscribe', filter: { exercise: false } })
})

test.each<readonly [string, object]>([
  ['a snapshot without alerts', { type: 'snapshot', cursor: 'a6.c1', more: false }],
  ['a snapshot of nothing', { type: 'snapshot', cursor: 'a6.c1', more: false, alerts: [null] }],
  ['an alert frame without an alert', { type: 'alert', cursor: 'a6.c1' }],
  ['an alert frame with a cursor of another kind', { type: 'alert', cursor: 6, alert: { alertId: 'a', version: 1 } }],
  ['a heartbeat without a cursor', { type: 'heartbeat', serverTime }],
])('%s throws nowhere: it is a gap, and everything is fetched again', (_, given) => {
  const opened = open()
  goLive()
  expect(() => frame(given)).not.toThrow()
  expect(events.filter(({ type }) => type === 'gap')).toHaveLength(1)
  expect(opened.resumePoint()).toBeNull()
  vi.advanceTimersByTime(60_000)
  expect(wires.length).toBeGreaterThan(1)
  goLive()
  expect(opened.status().phase).toBe('live')
})
