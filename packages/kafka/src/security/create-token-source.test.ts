import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createSettingFiles } from '@landfall/runtime'
import { expect, onTestFinished, test } from 'vitest'
import { createTokenSource } from './create-token-source.ts'

type Asked = { readonly authorization: string | undefined; readonly body: string }

/** An endpoint that numbers its tokens, each of 100 s, and a source of a client that it knows. */
const aSource = async () => {
  const asked: Asked[] = []
  const endpoint = { status: 200, nowMs: 0 }
  const server = createServer(async (request, response) => {
    asked.push({ authorization: request.headers.authorization, body: await text(request) })
    const answer = { access_token: `token ${asked.length}`, token_type: 'Bearer', expires_in: 100 }
    response.writeHead(endpoint.status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(endpoint.status === 200 ? answer : { error: 'invalid_client', error_description: 'x' }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const folder = mkdtempSync(join(tmpdir(), 'landfall-token-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const secretFile = join(folder, 'secret')
  writeFileSync(secretFile, 'se:cret\n')
  const settings = {
    KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
    KAFKA_SASL_MECHANISM: 'OAUTHBEARER',
    KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    KAFKA_SASL_OAUTHBEARER_CLIENT_ID: 'ingest',
    KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET_FILE: secretFile,
    KAFKA_SASL_OAUTHBEARER_SCOPE: 'kafka',
  } as const
  return { asked, endpoint, secretFile, token: createTokenSource(settings, createSettingFiles(), () => endpoint.nowMs) }
}

test('the client’s credentials are sent, and all connections share a token', async () => {
  const { asked, token } = await aSource()
  expect(await Promise.all([token(), token(), token()])).toEqual(['token 1', 'token 1', 'token 1'])
  const authorization = `Basic ${Buffer.from('ingest:se%3Acret').toString('base64')}`
  expect(asked).toEqual([{ authorization, body: 'grant_type=client_credentials&scope=kafka' }])
})

test('a token is renewed after 80 % of its life, with the secret that the file has then', async () => {
  const { asked, endpoint, secretFile, token } = await aSource()
  await token()
  endpoint.nowMs = 79_999
  expect(await token()).toBe('token 1')
  endpoint.nowMs = 80_000
  writeFileSync(secretFile, 'new')
  expect(await token()).toBe('token 2')
  expect(asked[1]?.authorization).toBe(`Basic ${Buffer.from('ingest:new').toString('base64')}`)
})

test('while the endpoint refuses, a token is used to its end; then the error names the setting, and no secret', async () => {
  const { endpoint, token } = await aSource()
  await token()
  endpoint.status = 401
  endpoint.nowMs = 99_999
  expect(await token()).toBe('token 1')
  endpoint.nowMs = 100_000
  const refusal = (await token().catch((error: unknown) => error)) as Error
  expect(refusal).toMatchObject({ name: 'KafkaJSSASLAuthenticationError' })
  expect(refusal.message).toMatch(/KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL http.* answered 401, invalid_client/)
  expect(refusal.message).not.toContain('cret')
})
