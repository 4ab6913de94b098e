import { expect, test } from 'vitest'
import { sessionCookie, sessionOfCookies } from './session-cookie.ts'

test('under TLS the cookie is bound to this host, and no page without TLS can set it', () => {
  expect(sessionCookie('v', 60, true)).toBe(
    '__Host-landfall_session=v; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure',
  )
  expect(sessionCookie('v', 60, false)).toBe('landfall_session=v; Path=/; Max-Age=60; HttpOnly; SameSite=Strict')
})

test.each([
  ['landfall_session=a', false, 'a'],
  ['x=1; landfall_session=a', false, 'a'],
  ['landfall_session=a', true, null],
  ['__Host-landfall_session=b; landfall_session=a', true, 'b'],
  ['__Host-landfall_session=b; landfall_session=a', false, 'a'],
  [undefined, true, null],
])('%s, over TLS %o: %s', (header, isSecure, expected) => {
  expect(sessionOfCookies(header, isSecure)).toBe(expected)
})
