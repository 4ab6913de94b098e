import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { addToken } from '@landfall/access'
import { createSelfSigned } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { newPrefix, startAlert } from '../testing/start-alert.ts'

// The whole service with a certificate, spoken to over TLS that is verified.

const open = new AsyncDisposableStack()
const { cert, key } = createSelfSigned()
let address: string
let secret: string

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-tls-'))
  open.defer(() => rm(folder, { recursive: true }))
  const [certFile, keyFile, tokensFile] = ['cert.pem', 'key.pem', 'tokens.json'].map((name) => join(folder, name))
  await writeFile(String(certFile), cert)
  await writeFile(String(keyFile), key)
  ;({ secret } = await addToken(String(tokensFile), { name: 'anna', role: 'operator' }, Date.now()))
  const alert = open.use(
    await startAlert({
      KAFKA_BROKERS: inject('kafkaBrokers'),
      TOPIC_PREFIX: newPrefix(),
      TOKENS_FILE: String(tokensFile),
      TLS_CERT_FILE: String(certFile),
      TLS_KEY_FILE: String(keyFile),
    }),
  )
  address = alert.address
})
afterAll(() => open.disposeAsync())

type Answer = { readonly status: number | undefined; readonly headers: IncomingHttpHeaders; readonly body: string }

const ask = (method: 'GET' | 'POST', path: string, headers: Readonly<Record<string, string>>, body = '') =>
  new Promise<Answer>((resolve, reject) => {
    const sent = request(new URL(path, address), { method, headers, ca: cert }, (response) => {
      text(response).then(
        (got) => resolve({ status: response.statusCode, headers: response.headers, body: got }),
        reject,
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
const form = () => ({ origin: new URL(address).origin, 'content-type': 'application/x-www-form-urlencoded' })

test('over TLS the cookie belongs to this host alone, and no other name will do', async () => {
  expect(address).toMatch(/^https:/)
  expect((await ask('GET', '/v1/alerts', {})).status).toBe(401)

  const logIn = await ask('POST', '/login', form(), new URLSearchParams({ token: secret }).toString())
  const [cookie = '', ...others] = logIn.headers['set-cookie'] ?? []
  expect([logIn.status, others]).toEqual([303, []])
  const [pair = '', ...attributes] = cookie.split('; ')
  expect(pair).toMatch(/^__Host-landfall_session=./)
  expect(attributes).toEqual(expect.arrayContaining(['Path=/', 'HttpOnly', 'SameSite=Strict', 'Secure']))
  expect(cookie).not.toMatch(/domain/i)

  expect((await ask('GET', '/v1/alerts', { cookie: pair })).status).toBe(200)
  // As a page in the clear, or of another host of the same domain, could set it.
  const planted = pair.replace('__Host-', '')
  expect((await ask('GET', '/v1/alerts', { cookie: planted })).status).toBe(401)

  const logOut = await ask('POST', '/logout', { ...form(), cookie: pair })
  expect(logOut.headers['set-cookie']).toEqual([expect.stringMatching(/^__Host-landfall_session=;.*Max-Age=0/)])
  expect((await ask('GET', '/v1/alerts', { cookie: pair })).status).toBe(401)
})

test('the same port refuses to speak in the clear', async () => {
  await expect(fetch(address.replace('https', 'http'))).rejects.toThrow()
})
