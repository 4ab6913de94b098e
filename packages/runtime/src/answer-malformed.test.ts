import type { AddressInfo } from 'node:net'
import { sendRawRequest } from '@landfall/testkit'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { answerMalformed } from './answer-malformed.ts'

test.each([
  ['no HTTP', 'HELO\r\n\r\n', 400, 'not-http'],
  [
    'two lengths',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n',
    400,
    'not-http',
  ],
  ['20 kB of headers', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers-too-large'],
  ['headers that never end', 'GET / HTTP/1.1\r\nHost: a\r\n', 408, 'too-slow'],
])('%s is refused like anything else', async (_what, text, status, code) => {
  const clientErrorHandler = answerMalformed({ 'x-content-type-options': 'nosniff' })
  const app = Fastify({ clientErrorHandler, http: { headersTimeout: 100, connectionsCheckingInterval: 50 } })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { head, body } = await sendRawRequest((app.server.address() as AddressInfo).port, text)
  await app.close()
  expect(head.startsWith(`HTTP/1.1 ${status} `)).toBe(true)
  expect(head.split('\r\n')).toEqual(
    expect.arrayContaining(['x-content-type-options: nosniff', 'connection: close', `content-length: ${body.length}`]),
  )
  expect(JSON.parse(body)).toEqual({ code, message: expect.any(String) })
})
