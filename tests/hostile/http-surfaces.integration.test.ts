import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addToken, type Role } from '@landfall/access'
import { createLogger, readConfig } from '@landfall/runtime'
import { sendRawRequest } from '@landfall/testkit'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { AlertConfig } from '../../services/alert/src/alert-config.ts'
import { openAlertService } from '../../services/alert/src/open-alert-service.ts'
import { IngestConfig } from '../../services/ingest/src/ingest-config.ts'
import { openIngest } from '../../services/ingest/src/open-ingest.ts'
import { openWebhooks } from '../../services/webhooks/src/open-webhooks.ts'
import { WebhooksConfig } from '../../services/webhooks/src/webhooks-config.ts'
import { openWindowing } from '../../services/windowing/src/open-windowing.ts'
import { WindowingConfig } from '../../services/windowing/src/windowing-config.ts'

// Every route of every service, asked in each way in which a request can be wrong. A new route is in the table by itself.

const SERVICES = ['ingest', 'windowing', 'alert', 'webhooks'] as const
type Service = (typeof SERVICES)[number]
type Surface = { readonly address: string; readonly routes: readonly string[] }

const logger = createLogger({ name: 'test', level: 'silent' })
const open = new AsyncDisposableStack()
const surfaces = new Map<Service, Surface>()
const secrets = new Map<Role, string>()

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-hostile-'))
  open.defer(() => rm(folder, { recursive: true }))
  const tokensFile = join(folder, 'tokens.json')
  for (const role of ['feeder', 'operator', 'subscriber'] as const) {
    const sourceId = role === 'feeder' ? 'radar-3' : null
    secrets.set(role, (await addToken(tokensFile, { name: role, role, sourceId }, Date.now())).secret)
  }
  const webhooksFile = join(folder, 'webhooks.json')
  await writeFile(join(folder, 'secret'), 'a secret of the receiver')
  const webhook = { id: 'nobody', url: 'https://receiver.invalid/', secretFile: join(folder, 'secret') }
  await writeFile(webhooksFile, JSON.stringify({ webhooks: [webhook] }))
  const env = {
    KAFKA_BROKERS: inject('kafkaBrokers'),
    REDIS_URL: inject('redisUrl'),
    TOPIC_PREFIX: `h${randomUUID().slice(0, 8)}`,
    HTTP_PORT: '0',
    NMEA_PORT: 'off',
    TOKENS_FILE: tokensFile,
    WEBHOOKS_FILE: webhooksFile,
  }
  surfaces.set('ingest', await openIngest(open, { config: readConfig(IngestConfig, env), logger }))
  surfaces.set('windowing', await openWindowing(open, { config: readConfig(WindowingConfig, env), logger }))
  surfaces.set('alert', await openAlertService(open, { config: readConfig(AlertConfig, env), logger }))
  surfaces.set('webhooks', await openWebhooks(open, { config: readConfig(WebhooksConfig, env), logger }))
})
afterAll(() => open.disposeAsync())

type Request = { readonly headers: readonly string[]; readonly version?: '1.0' | '1.1' }
type Answer = { readonly status: number; readonly head: string; readonly body: string }

const ask = async (service: Service, route: string, { headers, version = '1.1' }: Request): Promise<Answer> => {
  const [method, path = ''] = route.split(' ')
  const url = path.replace(/:\w+/g, 'x').replace('*', 'x')
  const lines = [`${method} ${url} HTTP/${version}`, ...headers, 'Connection: close', 'Content-Length: 0']
  const port = Number(new URL(surfaces.get(service)?.address ?? '').port)
  const { head, body } = await sendRawRequest(port, `${lines.join('\r\n')}\r\n\r\n`)
  return { status: Number(/^HTTP\/1.1 (\d+)/.exec(head)?.[1]), head, body }
}

const HOST = 'Host: localhost'
const bearer = (role: Role) => `Authorization: Bearer ${secrets.get(role)}`
const isProbe = (route: string): boolean => route.startsWith('GET /health/')
/** What says by its status alone how the service is. */
const PROBE_STATUSES = [200, 503]
/** What a browser needs before anybody has logged in; none of it holds data. */
const OPEN_ROUTES = ['GET /', 'GET /*', 'GET /login', 'GET /login.css', 'POST /login', 'POST /logout']

/** Roles that a route turns away. */
const wrongRoles = (service: Service, route: string): readonly Role[] => {
  const [, path = ''] = route.split(' ')
  if (OPEN_ROUTES.includes(route) || isProbe(route)) return []
  if (path === '/metrics' || path.startsWith('/docs') || path === '/v1/session') return []
  if (service === 'ingest') return ['subscriber']
  return route.startsWith('POST ') ? ['feeder', 'subscriber'] : ['feeder']
}

describe.each(SERVICES)('%s', (service) => {
  const forEachRoute = async (check: (route: string) => Promise<void>): Promise<void> => {
    const routes = surfaces.get(service)?.routes ?? []
    expect(routes).toEqual(expect.arrayContaining(['GET /health/live', 'GET /health/ready', 'GET /metrics']))
    for (const route of routes) await check(route)
  }

  test('no Host', () =>
    forEachRoute(async (route) => {
      expect([route, (await ask(service, route, { headers: [bearer('operator')] })).status]).toEqual([route, 400])
      const old = await ask(service, route, { version: '1.0', headers: [bearer('operator')] })
      if (isProbe(route)) expect(PROBE_STATUSES).toContain(old.status)
      else expect([route, old.status]).toEqual([route, 421])
    }))

  test('a wrong Host: nothing but how it is', () =>
    forEachRoute(async (route) => {
      const { status, body } = await ask(service, route, { headers: ['Host: evil.example', bearer('operator')] })
      if (!isProbe(route)) expect([route, status]).toEqual([route, 421])
      else {
        expect(PROBE_STATUSES).toContain(status)
        expect(body).not.toContain('parts')
      }
    }))

  test('two Hosts', () =>
    forEachRoute(async (route) => {
      for (const hosts of [
        [HOST, 'Host: evil.example'],
        [HOST, 'host: localhost'],
      ]) {
        const { status, body } = await ask(service, route, { headers: [...hosts, bearer('operator')] })
        expect([route, status, JSON.parse(body).code]).toEqual([route, 400, 'two-hosts'])
      }
    }))

  test('a wrong Origin', () =>
    forEachRoute(async (route) => {
      for (const origin of ['Origin: https://evil.example', 'Origin: null']) {
        const { status, body } = await ask(service, route, { headers: [HOST, origin, bearer('operator')] })
        expect([route, status, JSON.parse(body).code]).toEqual([route, 403, 'foreign-origin'])
      }
    }))

  test('no token', () =>
    forEachRoute(async (route) => {
      const { status, head, body } = await ask(service, route, { headers: [HOST] })
      if (isProbe(route)) {
        expect(PROBE_STATUSES).toContain(status)
        expect(body).not.toContain('parts')
      } else if (OPEN_ROUTES.includes(route)) expect([200, 303, 401, 404, 415]).toContain(status)
      else {
        expect([route, status, JSON.parse(body).code]).toEqual([route, 401, 'no-credentials'])
        if (route !== 'GET /v1/session') expect(head.toLowerCase()).toContain('www-authenticate: bearer')
      }
    }))

  test('a wrong token is refused everywhere, even where none is needed', () =>
    forEachRoute(async (route) => {
      const headers = [HOST, `Authorization: Bearer landfall_0123456789_${'A'.repeat(43)}`]
      expect([route, (await ask(service, route, { headers })).status]).toEqual([route, 401])
    }))

  test('no answer but a file of the console or the documents may be kept; place names are asked about', () =>
    forEachRoute(async (route) => {
      if (/^GET (\/|\/\*|\/login.css|\/docs\/static\/\*)$/.test(route)) return
      for (const credentials of [[], [bearer('operator')]]) {
        const { head, status } = await ask(service, route, { headers: [HOST, ...credentials] })
        const kept = route === 'GET /v1/gazetteer' && status === 200 ? 'private, no-cache' : 'no-store'
        expect([route, head.toLowerCase()]).toEqual([route, expect.stringContaining(`cache-control: ${kept}`)])
      }
    }))

  test('a wrong role', () =>
    forEachRoute(async (route) => {
      for (const role of wrongRoles(service, route)) {
        const { status, body } = await ask(service, route, { headers: [HOST, bearer(role)] })
        expect([route, role, status, JSON.parse(body).code]).toEqual([route, role, 403, 'wrong-role'])
      }
    }))

  test('the details of its health and its metrics are there for whoever has a token', async () => {
    for (const role of secrets.keys()) {
      const headers = [HOST, bearer(role)]
      expect((await ask(service, 'GET /health/ready', { headers })).body).toContain('"parts"')
      expect((await ask(service, 'GET /metrics', { headers })).status).toBe(200)
    }
  })
})
