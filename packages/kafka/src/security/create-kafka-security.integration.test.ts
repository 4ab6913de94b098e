import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SecuredKafka, startSecuredKafka } from '@landfall/infra-local'
import type { KafkaSecuritySettings } from '@landfall/runtime'
import { createSelfSigned } from '@landfall/testkit'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { describeTopics } from '../admin/describe-topics.ts'
import { ensureTopics } from '../admin/ensure-topics.ts'
import { openPartitionConsumer } from '../consumer/open-partition-consumer.ts'
import { openTail } from '../log/open-tail.ts'
import { openFencedProducer } from '../producer/open-fenced-producer.ts'
import { openProducer } from '../producer/open-producer.ts'
import { aStoredLog } from '../testing/a-stored-log.ts'
import { aName, FOR_EVER, silent } from '../testing/a-topic.ts'
import { createKafkaSecurity } from './create-kafka-security.ts'

// One broker with each kind of listener: every way in works for all that the services do, and every mistake is named.

const PASSWORD = 'correct horse'
const [broker, client, stranger] = [createSelfSigned(), createSelfSigned(), createSelfSigned()]
const folder = mkdtempSync(join(tmpdir(), 'landfall-kafka-security-'))
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
/** As the broker's unsecured validator takes it. */
const tokenFor = (seconds: number): string => {
  const nowSeconds = Date.now() / 1_000
  const parts = [{ alg: 'none' }, { sub: 'landfall', iat: nowSeconds - 1, exp: nowSeconds + seconds }]
  return `${parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`
}

const caFile = file('ca.pem', broker.cert)
const passwordFile = file('password', `${PASSWORD}\n`)
const CERTIFICATE = {
  KAFKA_SSL_CERT_FILE: file('client.pem', client.cert),
  KAFKA_SSL_KEY_FILE: file('client.key', client.key),
}
const SSL = { KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CA_FILE: caFile } as const
const SASL_SSL = { KAFKA_SECURITY_PROTOCOL: 'SASL_SSL', KAFKA_SSL_CA_FILE: caFile } as const
const USER = { KAFKA_SASL_USERNAME: 'landfall', KAFKA_SASL_PASSWORD_FILE: passwordFile }
const PLAIN = { ...SASL_SSL, ...USER, KAFKA_SASL_MECHANISM: 'PLAIN' } as const
const BEARER = { ...SASL_SSL, KAFKA_SASL_MECHANISM: 'OAUTHBEARER' } as const
const FROM_ENDPOINT = {
  KAFKA_SASL_OAUTHBEARER_CLIENT_ID: 'landfall',
  KAFKA_SASL_OAUTHBEARER_CLIENT_SECRET_FILE: passwordFile,
}

const endpoint = { given: 0, tokenSeconds: 3_600, status: 200 }
const tokens = createServer((_request, response) => {
  endpoint.given += 1
  response.writeHead(endpoint.status)
  response.end(JSON.stringify({ access_token: tokenFor(endpoint.tokenSeconds), expires_in: endpoint.tokenSeconds }))
}).listen(0, '127.0.0.1')
const endpointUrl = (): string => `http://127.0.0.1:${(tokens.address() as AddressInfo).port}/token`

let kafka: SecuredKafka
let closers: (() => Promise<void>)[] = []

beforeAll(async () => {
  const { cert: certificate, key } = broker
  const users = { landfall: PASSWORD }
  const trusted = { certificate, key, clientCertificate: client.cert }
  kafka = await startSecuredKafka({ ...trusted, users, superUser: 'landfall', say: () => {} })
})
afterEach(async () => {
  for (const close of closers.toReversed()) await close()
  closers = []
})
afterAll(async () => {
  tokens.close()
  await kafka.stop()
  rmSync(folder, { recursive: true })
})

type Listener = 'open' | 'ssl' | 'saslSsl' | 'saslPlaintext'
type Settings = Partial<KafkaSecuritySettings>

const clientOf = (listener: Listener, settings: Settings) => {
  const security = createKafkaSecurity({ KAFKA_SECURITY_PROTOCOL: 'PLAINTEXT', ...settings })
  return { brokers: [kafka[listener]], clientId: 'test', logger: silent, security }
}
type Client = ReturnType<typeof clientOf>

const createTopic = async (made: Client): Promise<string> => {
  const name = aName()
  await ensureTopics({ ...made, specs: [{ ...FOR_EVER, name, partitions: 1, messageBytesMax: 1_048_576 }] })
  return name
}

test.each<[string, Listener, () => Settings]>([
  ['SSL with a client certificate', 'ssl', () => ({ ...SSL, ...CERTIFICATE })],
  ['PLAIN', 'saslSsl', () => PLAIN],
  ['SCRAM-SHA-256', 'saslSsl', () => ({ ...PLAIN, KAFKA_SASL_MECHANISM: 'SCRAM-SHA-256' })],
  ['SCRAM-SHA-512', 'saslSsl', () => ({ ...PLAIN, KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512' })],
  [
    'SCRAM-SHA-512 without TLS',
    'saslPlaintext',
    () => ({ ...USER, KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT', KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512' }),
  ],
  [
    'OAUTHBEARER with a token of a file',
    'saslSsl',
    () => ({ ...BEARER, KAFKA_SASL_OAUTHBEARER_TOKEN_FILE: file('token', tokenFor(3_600)) }),
  ],
  [
    'OAUTHBEARER with a token of an endpoint',
    'saslSsl',
    () => ({ ...BEARER, ...FROM_ENDPOINT, KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL: endpointUrl() }),
  ],
])('%s: topics, producers, a group and a tail work', async (_title, listener, settings) => {
  const made = clientOf(listener, settings())
  const topic = await createTopic(made)
  const topics = [{ name: topic, partitions: 1 }] as const
  const log = aStoredLog()
  const tailed: string[] = []
  const producer = await openProducer({ ...made, topics })
  const fenced = await openFencedProducer({ ...made, name: `${topic}-fence`, topics })
  const openPartition = async (partition: number) => log.open(partition)
  const consumer = await openPartitionConsumer({ ...made, topic, partitions: 1, groupId: aName(), openPartition })
  const onBatch = ({ records }: { readonly records: readonly { readonly value: Buffer | null }[] }): void =>
    void tailed.push(...records.map(({ value }) => String(value)))
  const tail = await openTail({ ...made, topic, from: 'earliest', onBatch })
  closers = [producer.close, fenced.close, consumer.close, tail.close]
  await producer.send([{ topic, key: 'k', value: 'one' }])
  await fenced.send([{ topic, key: 'k', value: 'two' }])
  await expect
    .poll(() => [log.values(0), tailed])
    .toEqual([
      ['one', 'two'],
      ['one', 'two'],
    ])
  expect(await describeTopics({ ...made, specs: [] })).toEqual([])
})

test.each<[string, Listener, () => Settings, RegExp]>([
  [
    'a wrong authority',
    'ssl',
    () => ({ ...SSL, KAFKA_SSL_CA_FILE: file('other.pem', stranger.cert) }),
    /KAFKA_SSL_CA_FILE/,
  ],
  [
    'a wrong name',
    'ssl',
    () => ({ ...SSL, ...CERTIFICATE, KAFKA_SSL_SERVER_NAME: 'kafka.example' }),
    /KAFKA_SSL_SERVER_NAME/,
  ],
  ['no client certificate', 'ssl', () => SSL, /KAFKA_SSL_CERT_FILE/],
  [
    'a stranger’s client certificate',
    'ssl',
    () => ({
      ...SSL,
      KAFKA_SSL_CERT_FILE: file('s.pem', stranger.cert),
      KAFKA_SSL_KEY_FILE: file('s.key', stranger.key),
    }),
    /KAFKA_SSL_CERT_FILE/,
  ],
  ['no TLS where there is TLS', 'ssl', () => ({}), /KAFKA_SECURITY_PROTOCOL/],
  ['TLS where there is none', 'open', () => SSL, /KAFKA_SECURITY_PROTOCOL/],
  ['no SASL where there is SASL', 'saslSsl', () => SSL, /KAFKA_SECURITY_PROTOCOL/],
  [
    'a wrong password',
    'saslSsl',
    () => ({ ...PLAIN, KAFKA_SASL_PASSWORD_FILE: file('wrong', 'staple') }),
    /KAFKA_SASL_PASSWORD_FILE/,
  ],
  [
    'a wrong password of SCRAM',
    'saslSsl',
    () => ({ ...PLAIN, KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512', KAFKA_SASL_PASSWORD_FILE: file('wrong', 'staple') }),
    /KAFKA_SASL_PASSWORD_FILE/,
  ],
  [
    'a token that has ended',
    'saslSsl',
    () => ({ ...BEARER, KAFKA_SASL_OAUTHBEARER_TOKEN_FILE: file('ended', tokenFor(-60)) }),
    /KAFKA_SASL_OAUTHBEARER_TOKEN_FILE/,
  ],
  [
    'an endpoint that is away',
    'saslSsl',
    () => ({ ...BEARER, ...FROM_ENDPOINT, KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL: 'http://127.0.0.1:1/' }),
    /KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL http:\/\/127.0.0.1:1\/ does not answer/,
  ],
])('%s is an outage that names the setting, and no secret', async (_title, listener, settings, named) => {
  const failure = await describeTopics({ ...clientOf(listener, settings()), specs: [] }).catch(
    (error: unknown) => error,
  )
  expect(failure).toMatchObject({ code: 'LF_BROKER_DOWN', message: expect.stringMatching(named) })
  expect((failure as Error).message).not.toMatch(/horse|staple|eyJ/)
})

test.each<[string, Settings, RegExp]>([
  [
    'a file that is not there',
    { ...PLAIN, KAFKA_SASL_PASSWORD_FILE: '/nowhere' },
    /KAFKA_SASL_PASSWORD_FILE \/nowhere cannot be used: ENOENT/,
  ],
  [
    'an empty password',
    { ...PLAIN, KAFKA_SASL_PASSWORD_FILE: file('empty', '\n') },
    /KAFKA_SASL_PASSWORD_FILE .*: it is empty/,
  ],
  [
    'an authority that is none',
    { ...SSL, KAFKA_SSL_CA_FILE: passwordFile },
    /KAFKA_SSL_CA_FILE .*: it holds no PEM certificate/,
  ],
  [
    'the key of another certificate',
    { ...SSL, ...CERTIFICATE, KAFKA_SSL_KEY_FILE: file('o.key', stranger.key) },
    /KAFKA_SSL_KEY_FILE .*o.key with KAFKA_SSL_CERT_FILE .*client.pem cannot be used/,
  ],
])('%s is refused at the start', (_title, settings, message) => {
  expect(() => clientOf('ssl', settings)).toThrow(message)
})

test('a changed password, and a changed authority, take effect without a restart', async () => {
  const settings = {
    ...PLAIN,
    KAFKA_SSL_CA_FILE: file('changed.pem', stranger.cert),
    KAFKA_SASL_PASSWORD_FILE: file('changed', 'staple'),
  }
  const topic = await createTopic(clientOf('saslSsl', PLAIN))
  const made = clientOf('saslSsl', settings)
  const failure = () =>
    describeTopics({ ...made, specs: [] }).then(
      () => 'none',
      ({ message }) => message,
    )
  const producer = await openProducer({ ...made, topics: [{ name: topic, partitions: 1 }], deliveryMsMax: 60_000 })
  closers = [producer.close]
  const sent = producer.send([{ topic, key: 'k', value: 'sent' }])
  expect(await failure()).toContain('KAFKA_SSL_CA_FILE')
  file('changed.pem', broker.cert)
  expect(await failure()).toContain('KAFKA_SASL_PASSWORD_FILE')
  file('changed', PASSWORD)
  expect(await failure()).toBe('none')
  await expect(sent).resolves.toMatchObject([{ offset: 0 }])
})

test('a token is renewed before it ends, and the connection stays', async () => {
  endpoint.tokenSeconds = 5
  const url = { KAFKA_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL: endpointUrl() }
  const made = clientOf('saslSsl', { ...BEARER, ...FROM_ENDPOINT, ...url })
  const topic = await createTopic(clientOf('saslSsl', PLAIN))
  let closed = 0
  const onSocketClosed = (): void => {
    closed += 1
  }
  const producer = await openProducer({ ...made, onSocketClosed, topics: [{ name: topic, partitions: 1 }] })
  closers = [producer.close]
  await producer.send([{ topic, key: 'k', value: 'first' }])
  const [closedBefore, givenBefore, beganMs] = [closed, endpoint.given, Date.now()]
  const send = async (): Promise<boolean> => {
    await producer.send([{ topic, key: 'k', value: 'next' }])
    return Date.now() - beganMs > 6_000 // The first token has ended.
  }
  await expect.poll(send).toBe(true)
  expect(endpoint.given).toBeGreaterThan(givenBefore)
  expect(closed).toBe(closedBefore)
})
