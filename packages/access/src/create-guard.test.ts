import { describe, expect, test } from 'vitest'
import type { Access } from './create-access.ts'
import { createGuard, type GuardedRequest, requireRole } from './create-guard.ts'
import { requireLoopback } from './require-loopback.ts'
import { mayWriteAs, type Principal } from './role.ts'

const principal = (given: Partial<Principal> = {}): Principal => ({
  id: '0123456789',
  name: 'anna',
  role: 'operator',
  sourceId: null,
  ...given,
})
const access = (isOpen: boolean): Access => ({
  isOpen,
  bySecret: (secret) => (secret === 'right' ? principal() : null),
  bySession: (value, isConnected = false) => {
    if (value === 'starting') return { state: 'not-ready' }
    const isValid = value === 'right' || (value === 'idle' && isConnected)
    return isValid ? { state: 'valid', principal: principal(), renewed: null } : { state: 'over' }
  },
  beginSession: () => ({ value: '', expiresAtMs: 0 }),
  endSession: () => {},
  reload: async () => {},
  close: () => {},
})
const HOST = 'watch.example'
const guard = (isOpen = false) =>
  createGuard({ access: access(isOpen), allowedHosts: [HOST], allowedOrigins: ['https://console.example'] })
const outcome = (request: Partial<GuardedRequest>, isOpen = false): string => {
  const identified = guard(isOpen).identify({ method: 'GET', ...request, headers: { host: HOST, ...request.headers } })
  return identified.ok ? `${identified.via}:${identified.principal?.name ?? 'nobody'}` : identified.refusal.code
}

describe('host', () => {
  test.each([
    ['watch.example', 'nothing:nobody'],
    ['WATCH.example:3000', 'nothing:nobody'],
    ['127.0.0.1:3000', 'nothing:nobody'],
    ['localhost', 'nothing:nobody'],
    ['[::1]:3000', 'nothing:nobody'],
    ['evil.example', 'wrong-host'],
    ['127.0.0.1.evil.example', 'wrong-host'],
    ['localhost.evil.example:3000', 'wrong-host'],
    ['', 'wrong-host'],
  ])('%s → %s', (host, expected) => expect(outcome({ headers: { host } })).toBe(expected))

  test('a host name that an attacker points at loopback is refused, with tokens or without', () =>
    expect(outcome({ headers: { host: 'evil.example' } }, true)).toBe('wrong-host'))
})

describe('origin', () => {
  test.each([
    [`https://${HOST}`, 'local:local operator'],
    ['https://console.example', 'local:local operator'],
    ['https://evil.example', 'foreign-origin'],
    ['null', 'foreign-origin'],
    [`https://${HOST}.evil.example`, 'foreign-origin'],
    [`https://evil.example/${HOST}`, 'foreign-origin'],
    ['http://127.0.0.1:8080', 'foreign-origin'],
  ])('%s → %s', (origin, expected) => expect(outcome({ method: 'POST', headers: { origin } }, true)).toBe(expected))
})

describe('credentials', () => {
  const cookie = 'theme=dark; landfall_session=right'
  const origin = `https://${HOST}`
  test.each<[string, Partial<GuardedRequest>, string]>([
    ['the right token', { headers: { authorization: 'Bearer right' } }, 'token:anna'],
    ['a wrong token', { headers: { authorization: 'Bearer wrong' } }, 'wrong-credentials'],
    [
      'a session that another service passes on',
      { method: 'POST', headers: { authorization: 'Session right' } },
      'token:anna',
    ],
    ['another scheme', { headers: { authorization: 'Basic cmlnaHQ6' } }, 'wrong-credentials'],
    ['a wrong token beside a right cookie', { headers: { authorization: 'Bearer x', cookie } }, 'wrong-credentials'],
    ['a session that reads', { headers: { cookie } }, 'session:anna'],
    ['a session that acts, from our page', { method: 'POST', headers: { cookie, origin } }, 'session:anna'],
    ['a session that acts, from no page', { method: 'POST', headers: { cookie } }, 'foreign-origin'],
    ['a session that opens a socket from no page', { isUpgrade: true, headers: { cookie } }, 'foreign-origin'],
    ['a session that is over', { headers: { cookie: 'landfall_session=old' } }, 'session:nobody'],
    ['a session that is idle', { headers: { cookie: 'landfall_session=idle' } }, 'session:nobody'],
    [
      'an idle session of a connected page',
      { isConnected: true, headers: { cookie: 'landfall_session=idle' } },
      'session:anna',
    ],
    ['before log-outs are known', { headers: { cookie: 'landfall_session=starting' } }, 'not-ready'],
    ['passed on, before log-outs are known', { headers: { authorization: 'Session starting' } }, 'not-ready'],
    ['over TLS', { isSecure: true, headers: { cookie: '__Host-landfall_session=right' } }, 'session:anna'],
    ['over TLS, a name that any host of the domain can set', { isSecure: true, headers: { cookie } }, 'nothing:nobody'],
    ['a name of TLS without it', { headers: { cookie: '__Host-landfall_session=right' } }, 'nothing:nobody'],
    ['a cookie with a name like ours', { headers: { cookie: 'xlandfall_session=right' } }, 'nothing:nobody'],
  ])('%s', (_what, request, expected) => expect(outcome(request)).toBe(expected))
})

describe('roles', () => {
  test('an operator may do what a subscriber may; other roles only their own', () => {
    expect(requireRole(principal(), ['subscriber'])).toBeNull()
    expect(requireRole(principal({ role: 'subscriber' }), ['operator'])).toMatchObject({ status: 403 })
    expect(requireRole(principal({ role: 'feeder' }), ['subscriber'])).toMatchObject({ status: 403 })
    expect(requireRole(null, ['operator'])).toMatchObject({ status: 401 })
  })

  test.each<[Partial<Principal>, string, boolean]>([
    [{ role: 'feeder', sourceId: 'radar-3' }, 'radar-3', true],
    [{ role: 'feeder', sourceId: 'radar-3' }, 'radar-4', false],
    [{ role: 'feeder', sourceId: '*' }, 'radar-4', true],
    [{ role: 'feeder', sourceId: null }, 'radar-4', false],
    [{ role: 'subscriber', sourceId: '*' }, 'radar-4', false],
    [{ role: 'operator' }, 'operator:anna', true],
    [{ role: 'operator' }, 'operator:ben', false],
    [{ role: 'operator', sourceId: '*' }, 'operator:ben', true],
  ])('%o writing as %s: %s', (given, sourceId, expected) =>
    expect(mayWriteAs(principal(given), sourceId)).toBe(expected),
  )
})

describe('without tokens', () => {
  const listen =
    (host: string, given: Partial<Parameters<typeof requireLoopback>[0]> = {}) =>
    () =>
      requireLoopback({ host, hasTokens: false, onlyLoopbackIsPublished: false, ...given })
  test('only loopback addresses are allowed', () => {
    for (const host of ['127.0.0.1', '127.1.2.3', 'localhost', '::1']) expect(listen(host)).not.toThrow()
    for (const host of ['0.0.0.0', '::', '192.168.1.5', 'example.org', '127.0.0.1.example.org']) {
      expect(listen(host)).toThrow('HTTP_HOST')
    }
    expect(listen('0.0.0.0', { onlyLoopbackIsPublished: true })).not.toThrow()
    expect(listen('0.0.0.0', { hasTokens: true })).not.toThrow()
  })
})
