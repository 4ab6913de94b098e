import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addToken, removeToken } from '@landfall/access'
import { anAlert, waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { WebSocket } from 'ws'
import { call, type HttpRequest } from '../testing/call.ts'
import { readFeed } from '../testing/read-feed.ts'
import { newPrefix, openLogWriter, type StartedAlert, startAlert } from '../testing/start-alert.ts'

const brokers = inject('kafkaBrokers')
const prefix = newPrefix()
const alertId = anAlert().alertId
const tokens: Partial<Record<'anna' | 'ben' | 'customs' | 'radar', { readonly id: string; readonly secret: string }>> =
  {}
let folder: string
let tokensFile: string
let alert: StartedAlert

const bearer = (name: keyof typeof tokens) => ({ authorization: `Bearer ${tokens[name]?.secret}` })
const ask = (path: string, given: HttpRequest = {}) => call(`${alert.address}${path}`, given)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'landfall-alert-'))
  tokensFile = join(folder, 'tokens.json')
  for (const [name, role] of [
    ['anna', 'operator'],
    ['ben', 'operator'],
    ['customs', 'subscriber'],
    ['radar', 'feeder'],
  ] as const) {
    tokens[name] = await addToken(
      tokensFile,
      { name, role, sourceId: role === 'feeder' ? 'radar-3' : null },
      Date.now(),
    )
  }
  alert = await startAlert({ KAFKA_BROKERS: brokers, TOPIC_PREFIX: prefix, TOKENS_FILE: tokensFile })
  await using writer = await openLogWriter(brokers, prefix)
  await writer.alerts(anAlert())
  await waitFor(() => alert.store.alerts.has(alertId))
})
afterAll(async () => {
  await alert.close()
  await rm(folder, { recursive: true })
})

/** Node's fetch sets Host itself, so this one speaks plain HTTP. */
const statusWithHost = (host: string, path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(alert.address)
    const asking = request({ hostname, port, path, headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asking.on('error', reject).end()
  })

/** Logs in from an address of this machine. */
const logInFrom = async (localAddress: string, token: string) => {
  const { hostname, port } = new URL(alert.address)
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const asking = request({ method: 'POST', hostname, port, path: '/login', localAddress, headers })
  asking.end(`token=${token}`)
  const [response] = (await once(asking, 'response')) as [IncomingMessage]
  response.resume()
  return { status: response.statusCode, retryAfter: response.headers['retry-after'] }
}

describe('every route, for every role', () => {
  const action = { expectedVersion: 1, action: 'note', note: 'seen' }
  const reads = ['/v1/alerts', `/v1/alerts/${alertId}`, `/v1/alerts/${alertId}/history`, `/v1/alerts/${alertId}/cap`]
  const cases: readonly (readonly [string, HttpRequest, Partial<Record<keyof typeof tokens | 'nobody', number>>])[] = [
    ...[...reads, '/v1/areas', '/v1/checklists', '/v1/status'].map(
      (path) => [path, {}, { nobody: 401, radar: 403, customs: 200, anna: 200 }] as const,
    ),
    [`/v1/alerts/${alertId}/actions`, { body: action }, { nobody: 401, radar: 403, customs: 403, anna: 200 }],
    ['/v1/watch', {}, { nobody: 401, radar: 403, customs: 403, anna: 200 }],
    ['/v1/watch', { body: { follows: null } }, { nobody: 401, radar: 403, customs: 403, anna: 200 }],
    [`/v1/alerts/${alertId}/tracks`, {}, { nobody: 401, radar: 403, customs: 403, anna: 200 }],
    ['/v1/marks', {}, { nobody: 401, radar: 403, customs: 403, anna: 200 }],
    ['/v1/session', {}, { nobody: 401, radar: 200, customs: 200, anna: 200 }],
    ['/v1/feed', {}, { nobody: 401, radar: 403, customs: 426, anna: 426 }],
    ['/metrics', {}, { nobody: 401, radar: 200, customs: 200, anna: 200 }],
    ['/health/ready', {}, { nobody: 200, radar: 200 }],
    ['/', {}, { nobody: 200 }],
    ['/login', {}, { nobody: 200 }],
  ]
  test.each(cases)('%s %o', async (path, given, expected) => {
    for (const [who, status] of Object.entries(expected)) {
      const headers = who === 'nobody' ? {} : bearer(who as keyof typeof tokens)
      expect([who, (await ask(path, { ...given, headers })).status]).toEqual([who, status])
    }
  })

  test('a wrong token is refused everywhere, even where none is needed', async () => {
    const headers = { authorization: 'Bearer landfall_0123456789_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }
    for (const path of ['/v1/alerts', '/health/ready', '/']) expect((await ask(path, { headers })).status).toBe(401)
  })
})

describe('a subscriber', () => {
  test('sees that an action was taken, but not the operator’s name nor the note', async () => {
    const url = `/v1/alerts/${alertId}/actions`
    const body = { expectedVersion: 1, action: 'acknowledge', note: 'call the coastguard' }
    expect((await ask(url, { body, headers: bearer('anna') })).status).toBe(200)
    const seen = await ask(`/v1/alerts/${alertId}`, { headers: bearer('customs') })
    expect(seen.body).toMatchObject({
      state: 'acknowledged',
      acknowledgement: { operator: null, note: null },
      notes: [],
      allowedActions: [],
    })
    const history = await ask(`/v1/alerts/${alertId}/history`, { headers: bearer('customs') })
    expect(history.body.entries).toContainEqual(expect.objectContaining({ action: 'acknowledge', operator: null }))
    for (const { body: shown } of [seen, history]) {
      expect(JSON.stringify(shown)).not.toMatch(/anna|coastguard/)
    }
    const operators = await ask(`/v1/alerts/${alertId}`, { headers: bearer('ben') })
    expect(operators.body).toMatchObject({ acknowledgement: { operator: 'anna', note: 'call the coastguard' } })
  })

  test('sees the same on the feed, and no tracks', async () => {
    using feed = readFeed(alert.feedUrl, { tracks: true }, { headers: bearer('customs') })
    expect(await feed.next('welcome')).toMatchObject({ tracks: false })
    expect((await feed.next('snapshot')).alerts[0]).toMatchObject({ acknowledgement: { operator: null } })
    using operators = readFeed(alert.feedUrl, { tracks: true }, { headers: bearer('ben') })
    expect(await operators.next('welcome')).toMatchObject({ tracks: true })
    expect((await operators.next('snapshot')).alerts[0]).toMatchObject({ acknowledgement: { operator: 'anna' } })
  })
})

describe('the console’s session', () => {
  const logIn = async (token: string) => {
    const response = await fetch(`${alert.address}/login`, {
      method: 'POST',
      headers: { origin: alert.address },
      body: new URLSearchParams({ token }),
      redirect: 'manual',
    })
    return { status: response.status, cookie: response.headers.get('set-cookie') ?? '' }
  }

  test('is a cookie that scripts cannot read and other sites cannot send', async () => {
    const { status, cookie } = await logIn(tokens.anna?.secret ?? '')
    expect(status).toBe(303)
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/)
    const headers = { cookie: cookie.split(';')[0] ?? '' }
    expect((await ask('/v1/session', { headers })).body).toMatchObject({ name: 'anna', role: 'operator' })

    const url = `/v1/alerts/${alertId}/actions`
    const body = { expectedVersion: 1, action: 'note', note: 'by cookie' }
    expect((await ask(url, { body, headers })).status).toBe(403)
    expect((await ask(url, { body, headers: { ...headers, origin: 'https://evil.example' } })).status).toBe(403)
    expect((await ask(url, { body, headers: { ...headers, origin: alert.address } })).status).toBe(200)
  })

  test('is not opened by a wrong token, a feeder’s token or a forged cookie', async () => {
    expect((await logIn('wrong')).status).toBe(401)
    expect((await logIn(tokens.radar?.secret ?? '')).status).toBe(401)
    const headers = { cookie: `landfall_session=${tokens.anna?.id}.9999999999999.AAAA` }
    expect((await ask('/v1/alerts', { headers })).status).toBe(401)
  })

  test('log-ins that succeed count towards no limit', async () => {
    const statuses = new Set<number>()
    for (let login = 0; login < 15; login += 1) statuses.add((await logIn(tokens.anna?.secret ?? '')).status)
    expect([...statuses]).toEqual([303])
  })

  test('limits the rate of login attempts that fail, by address, and says when to try again', async () => {
    const statuses: number[] = []
    for (let guess = 0; guess < 12; guess += 1) statuses.push((await logIn(`guess ${guess}`)).status)
    expect(statuses).toContain(429)
    expect(await logInFrom('127.0.0.1', 'guess')).toMatchObject({
      status: 429,
      retryAfter: expect.stringMatching(/^\d+$/),
    })
    expect(await logInFrom('127.0.0.9', 'guess')).toMatchObject({ status: 401 })
    expect((await logIn(tokens.anna?.secret ?? '')).status).toBe(303)
  })

  test('and by the token that is claimed, from whatever address', async () => {
    const claimed = `landfall_${tokens.customs?.id}_${'A'.repeat(43)}`
    const statuses: unknown[] = []
    for (let from = 0; from < 12; from += 1) statuses.push((await logInFrom(`127.0.1.${from + 1}`, claimed)).status)
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429])
    expect((await logIn(tokens.customs?.secret ?? '')).status).toBe(303)
  })
})

describe('Host and Origin', () => {
  test('another name for this host is refused', async () => {
    expect(await statusWithHost('evil.example', '/v1/alerts')).toBe(421)
    expect(await statusWithHost('localhost:9999', '/health/live')).toBe(200)
  })

  test('a foreign page is refused in the feed’s handshake, whatever its credentials', async () => {
    using feed = readFeed(alert.feedUrl, {}, { headers: { ...bearer('anna'), origin: 'https://evil.example' } })
    expect(await feed.refused()).toBe(403)
  })
})

describe('the feed', () => {
  test('removing a token ends its connections', async () => {
    using feed = readFeed(alert.feedUrl, {}, { headers: bearer('ben') })
    await feed.next('snapshot')
    await removeToken(tokensFile, tokens.ben?.id ?? '')
    expect(await waitFor(() => feed.of('error')[0])).toMatchObject({ code: 'session-expired' })
    expect(await feed.closed()).toMatchObject({ code: 4401 })
  })

  test.each<[string, string | Buffer, number]>([
    ['no JSON', 'hello', 4400],
    ['another type', '{"type":"publish"}', 4400],
    ['a mistyped filter', '{"type":"subscribe","filter":{"severity":["alarm"]}}', 4400],
    ['a cursor that is none', '{"type":"subscribe","resume":{"epoch":"x","cursor":"a1"}}', 4400],
    ['a binary frame', Buffer.from('{"type":"subscribe"}'), 4400],
    ['100 kB', 'x'.repeat(100_000), 1009],
  ])('%s closes the connection with a reason', async (_what, frame, code) => {
    using feed = readFeed(alert.feedUrl, null, { headers: bearer('anna') })
    await waitFor(() => feed.socket.readyState === WebSocket.OPEN)
    feed.socket.send(frame)
    expect(await feed.closed()).toMatchObject({ code })
    if (code !== 1009) expect(feed.of('error')[0]).toMatchObject({ code: 'invalid-frame' })
  })

  test('a second frame from the client closes the connection', async () => {
    using feed = readFeed(alert.feedUrl, {}, { headers: bearer('anna') })
    await feed.next('snapshot')
    feed.socket.send('{"type":"subscribe"}')
    expect(await feed.closed()).toMatchObject({ code: 4400 })
  })

  test('while 1,000 sockets without credentials are refused, others are served', async () => {
    using feed = readFeed(alert.feedUrl, {}, { headers: bearer('anna') })
    await feed.next('snapshot')
    const storm = Array.from({ length: 1_000 }, () => readFeed(alert.feedUrl))
    expect((await ask('/v1/alerts', { headers: bearer('anna') })).status).toBe(200)
    const refused = await Promise.all(storm.map(({ refused }) => waitFor(refused)))
    expect(new Set(refused)).toEqual(new Set([401]))
    expect(feed.socket.readyState).toBe(WebSocket.OPEN)
    await waitFor(async () => (await alert.connections()) < 20, { what: 'the sockets of the refused to be gone' })
  })
})

test('without tokens the service refuses to listen beyond loopback', async () => {
  const env = { KAFKA_BROKERS: brokers, TOPIC_PREFIX: prefix, HTTP_HOST: '0.0.0.0' }
  await expect(startAlert(env)).rejects.toThrow('HTTP_HOST')
  await using open = await startAlert({ ...env, HTTP_LOOPBACK_PUBLISHED: 'true' })
  expect((await call(`${open.address.replace('0.0.0.0', '127.0.0.1')}/health/live`)).status).toBe(200)
})
