import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addToken } from '@landfall/access'
import { createLogger, readConfig } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { AlertConfig } from '../../services/alert/src/alert-config.ts'
import { openAlertService } from '../../services/alert/src/open-alert-service.ts'
import { readFeed } from '../../services/alert/src/testing/read-feed.ts'
import { IngestConfig } from '../../services/ingest/src/ingest-config.ts'
import { openIngest } from '../../services/ingest/src/open-ingest.ts'

// A copy of the console's cookie, in the hands of somebody else.

const MINUTE_MS = 60_000
const logger = createLogger({ name: 'test', level: 'silent' })
const open = new AsyncDisposableStack()
let env: Readonly<Record<string, string>>
let secret: string
/** Of all services here: how far it is ahead. */
let aheadMs = 0
const clock = (): number => Date.now() + aheadMs

const startAlert = async (): Promise<string> =>
  (await openAlertService(open, { config: readConfig(AlertConfig, env), logger, clock })).address

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-sessions-'))
  open.defer(() => rm(folder, { recursive: true }))
  const tokensFile = join(folder, 'tokens.json')
  secret = (await addToken(tokensFile, { name: 'anna', role: 'operator' }, Date.now())).secret
  env = {
    KAFKA_BROKERS: inject('kafkaBrokers'),
    TOPIC_PREFIX: `h${randomUUID().slice(0, 8)}`,
    HTTP_PORT: '0',
    NMEA_PORT: 'off',
    TOKENS_FILE: tokensFile,
  }
})
afterAll(() => open.disposeAsync())

const cookieIn = (response: Response): string => response.headers.get('set-cookie')?.split(';')[0] ?? ''
const logIn = async (url: string): Promise<string> => {
  const body = new URLSearchParams({ token: secret })
  return cookieIn(await fetch(`${url}/login`, { method: 'POST', headers: { origin: url }, body, redirect: 'manual' }))
}
const logOut = (url: string, cookie: string): Promise<Response> =>
  fetch(`${url}/logout`, { method: 'POST', headers: { origin: url, cookie }, redirect: 'manual' })
const ask = (url: string, cookie: string): Promise<Response> => fetch(`${url}/v1/session`, { headers: { cookie } })
const isLoggedIn = (url: string, cookie: string) => async (): Promise<boolean> =>
  (await ask(url, cookie)).status === 200
const isOver = (url: string, cookie: string) => async (): Promise<boolean> => (await ask(url, cookie)).status === 401
/** What ingest says to a session that another service passes on: 400 for the empty body, once it knows who it is. */
const atIngest = async (url: string, cookie: string): Promise<number> => {
  const headers = { authorization: `Session ${cookie.split('=')[1]}`, 'content-type': 'application/json' }
  return (await fetch(`${url}/v1/observations`, { method: 'POST', headers, body: '' })).status
}

test('logging out ends every copy of the session: on all instances, at ingest, on open sockets, after a restart', async () => {
  const [here, there] = [await startAlert(), await startAlert()]
  const ingest = (await openIngest(open, { config: readConfig(IngestConfig, env), logger, clock })).address
  const [copied, other] = [await logIn(here), await logIn(here)]
  for (const url of [here, there]) await waitFor(isLoggedIn(url, copied))
  await waitFor(async () => (await atIngest(ingest, copied)) !== 503)
  expect(await atIngest(ingest, copied)).not.toBe(401)
  using feed = readFeed(`${there.replace('http', 'ws')}/v1/feed`, {}, { headers: { cookie: copied, origin: there } })
  await feed.next('snapshot')

  const answer = await logOut(here, copied)
  expect(cookieIn(answer)).toBe('landfall_session=')
  expect((await ask(here, copied)).status).toBe(401)
  await waitFor(isOver(there, copied))
  await waitFor(async () => (await atIngest(ingest, copied)) === 401)
  expect(await feed.closed()).toMatchObject({ code: 4401 })
  expect((await ask(here, other)).status).toBe(200)

  const later = await startAlert()
  await waitFor(isLoggedIn(later, other))
  expect((await ask(later, copied)).status).toBe(401)
})

test('an hour idle ends it, a connected page does not count as idle, and whoever uses it keeps it', async () => {
  const url = await startAlert()
  const cookie = await logIn(url)
  await waitFor(isLoggedIn(url, cookie))
  using feed = readFeed(`${url.replace('http', 'ws')}/v1/feed`, {}, { headers: { cookie, origin: url } })
  await feed.next('snapshot')
  aheadMs = 20 * MINUTE_MS
  const renewed = cookieIn(await ask(url, cookie))
  expect(renewed).toMatch(/^landfall_session=.+/)
  aheadMs = 45 * MINUTE_MS
  expect((await ask(url, cookie)).status).toBe(401)
  expect((await ask(url, renewed)).status).toBe(200)
  aheadMs = 60 * MINUTE_MS
  expect(await feed.next('heartbeat', 1)).toBeDefined() // Two rounds of the check later.
  aheadMs = 12 * 60 * MINUTE_MS
  expect(await feed.closed()).toMatchObject({ code: 4401 })
  aheadMs = 0
})

test('150 log-outs of one token bring no session back', async () => {
  const url = await startAlert()
  await waitFor(isLoggedIn(url, await logIn(url)))
  const cookies: string[] = []
  for (let index = 0; index < 150; index += 1) cookies.push(await logIn(url))
  for (const cookie of cookies) await logOut(url, cookie)
  for (const cookie of cookies) expect((await ask(url, cookie)).status).toBe(401)
})
