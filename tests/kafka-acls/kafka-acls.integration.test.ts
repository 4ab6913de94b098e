import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DeadLetter, topics } from '@landfall/contracts'
import { type SecuredKafka, startSecuredKafka } from '@landfall/infra-local'
import {
  abandonGrowth,
  ensureTopics,
  type GrowTopicSpec,
  growTopic,
  type KafkaClient,
  kafkaClientOf,
  openProducer,
  partitionFor,
  readTopic,
} from '@landfall/kafka'
import { createLogger, readConfig } from '@landfall/runtime'
import { createSelfSigned } from '@landfall/testkit'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { runMain } from '../../packages/cli/src/testing/run-main.ts'
import { AlertConfig } from '../../services/alert/src/alert-config.ts'
import { openAlertService } from '../../services/alert/src/open-alert-service.ts'
import { IngestConfig } from '../../services/ingest/src/ingest-config.ts'
import { openIngest } from '../../services/ingest/src/open-ingest.ts'
import { openWebhooks } from '../../services/webhooks/src/open-webhooks.ts'
import { WebhooksConfig } from '../../services/webhooks/src/webhooks-config.ts'
import { openWindowing } from '../../services/windowing/src/open-windowing.ts'
import { WindowingConfig } from '../../services/windowing/src/windowing-config.ts'
import { type Acl, aclsOf, ROLES, type Role } from './acls-of.ts'
import { callThatNeeds } from './call-that-needs.ts'
import { openAclAdmin } from './open-acl-admin.ts'

// Kafka's own authorizer, TLS, and a user for each service: with the ACLs of the table all works, and without any one of them
// somebody says which. LANDFALL_ACLS=all takes away every ACL of every role; otherwise one of each kind.

const USERS = ['ingest', 'windowing', 'alert', 'webhooks', 'operator'] as const
type User = (typeof USERS)[number]
type Service = Exclude<User, 'operator'>

const GROW = 'landfall topics grow'

const logger = createLogger({ name: 'test', level: 'silent' })
const folder = mkdtempSync(join(tmpdir(), 'landfall-acls-'))
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const broker = createSelfSigned()
const caFile = file('ca.pem', broker.cert)
const newPrefix = (): string => `a${randomUUID().slice(0, 8)}`
/** As Kafka's message has it, and as the hint does. */
const REFUSED = /authoriz|authoris/i

let kafka: SecuredKafka
let admin: Awaited<ReturnType<typeof openAclAdmin>>
let open: AsyncDisposableStack
let hookCalls = 0
const receiver = createServer((request, response) => {
  request.resume().on('end', () => {
    hookCalls += 1
    response.end()
  })
}).listen(0, '127.0.0.1')

beforeAll(async () => {
  const { cert: certificate, key } = broker
  const users = Object.fromEntries(USERS.map((user) => [user, `password of ${user}`]))
  kafka = await startSecuredKafka({
    certificate,
    key,
    clientCertificate: certificate,
    users,
    superUser: 'nobody',
    say: () => {},
  })
  admin = await openAclAdmin(kafka.open)
})
afterEach(() => open?.disposeAsync())
afterAll(async () => {
  receiver.close()
  await admin.close()
  await kafka.stop()
  rmSync(folder, { recursive: true })
})

const envOf = (user: User, prefix: string) => ({
  KAFKA_BROKERS: kafka.saslSsl,
  KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
  KAFKA_SSL_CA_FILE: caFile,
  KAFKA_SASL_MECHANISM: 'PLAIN',
  KAFKA_SASL_USERNAME: user,
  KAFKA_SASL_PASSWORD_FILE: file(`${user}.password`, `password of ${user}`),
  REDIS_URL: inject('redisUrl'),
  TOPIC_PREFIX: prefix,
  HTTP_PORT: '0',
})

/** Of a listener where everybody may do everything. */
const unsecured = () => ({ brokers: [kafka.open], clientId: 'test', logger })
const valuesOf = async (topic: string): Promise<readonly string[]> =>
  (await Array.fromAsync(readTopic({ ...unsecured(), topic }))).map(({ value }) => String(value))

/** Opens the service in the background; `said` is all that it logs, at warn and above, and what it ends with. */
const start = (service: Service, prefix: string) => {
  const said: string[] = []
  const own = createLogger({ name: service, level: 'warn', write: (line) => said.push(line) })
  const opening = opened(service, envOf(service, prefix), own)
  opening.then(
    ({ failed }) => failed.catch((error: unknown) => said.push(String(error))),
    (error: unknown) => said.push(String(error)),
  )
  return { said, address: opening.then(({ address }) => address) }
}

const opened = async (service: Service, env: Readonly<Record<string, string>>, own: typeof logger) => {
  switch (service) {
    case 'ingest':
      return openIngest(open, { config: readConfig(IngestConfig, { ...env, NMEA_PORT: 'off' }), logger: own })
    case 'windowing':
      return openWindowing(open, { config: readConfig(WindowingConfig, env), logger: own })
    case 'alert': {
      const limits = { windowRecordsMax: 1, checkpointRecordsMax: 1, checkMs: 100 } // A checkpoint after each record.
      return openAlertService(open, { config: readConfig(AlertConfig, env), logger: own, limits })
    }
    case 'webhooks': {
      const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`
      const webhooks = [{ id: 'test', url, secretFile: file('secret', 'sixteen letters.'), from: 'beginning' }]
      const hooks = { ...env, WEBHOOKS_FILE: file('webhooks.json', JSON.stringify({ webhooks })) }
      return openWebhooks(open, { config: readConfig(WebhooksConfig, hooks), logger: own })
    }
    default:
      return service satisfies never
  }
}

const isReady = async (address: Promise<string>): Promise<boolean> => (await fetch(`${await address}/health/ready`)).ok
const post = (address: string, path: string, body: unknown, headers = {}) =>
  fetch(`${address}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  })

const observations = (craftId: string, exercise: boolean) => {
  const head = { craftId, exercise, observedAt: new Date().toISOString(), source: { id: 'patrol-7', kind: 'patrol' } }
  const position = { ...head, type: 'position', longitude: 173.051, latitude: -34.402 }
  const persons = { ...head, type: 'persons', method: 'headcount', aboard: 33, permitted: 2, notPermitted: 31 }
  return [position, persons, { ...position, latitude: 91 }]
}

test('with the ACLs of the table alone, over TLS, the whole system works: from an observation to a webhook', async () => {
  open = new AsyncDisposableStack()
  const prefix = newPrefix()
  const all = topics(prefix)
  for (const user of ['ingest', 'windowing', 'alert', 'webhooks'] as const)
    await admin.allow(user, aclsOf(user, prefix))
  const [ingest, windowing, alert] = [start('ingest', prefix), start('windowing', prefix), start('alert', prefix)]
  await expect.poll(() => isReady(windowing.address), { message: 'windowing' }).toBe(true)
  const webhooks = start('webhooks', prefix)
  await expect.poll(() => isReady(ingest.address), { message: 'ingest' }).toBe(true)

  const [feeding, showing] = [await ingest.address, await alert.address]
  for (const exercise of [false, true])
    await post(feeding, '/v1/observations', observations(`track:${exercise}`, exercise))
  await post(feeding, '/v1/observations', [], { origin: 'https://elsewhere.example' })
  type Listed = { readonly alerts: readonly { readonly alertId: string; readonly version: number }[] }
  const list = async () => ((await (await fetch(`${showing}/v1/alerts`)).json()) as Listed).alerts
  await expect.poll(async () => (await list()).length).toBe(2)
  await expect.poll(() => hookCalls).toBeGreaterThanOrEqual(2)
  const [first] = await list()
  const action = { action: 'acknowledge', expectedVersion: first?.version, actionId: randomUUID() }
  expect((await post(showing, `/v1/alerts/${first?.alertId}/actions`, action)).status).toBe(200)
  for (const { name } of [all.rejected, all.sources, all.audit, all.actions, all.alertIndex])
    await expect.poll(async () => (await valuesOf(name)).length, { message: name }).toBeGreaterThan(0)
  const said = [ingest, windowing, alert, webhooks].flatMap((service) => service.said)
  expect(said.filter((line) => REFUSED.test(line))).toEqual([])

  await open.disposeAsync()
  await commandsWork(prefix, first?.alertId ?? '')
})

/** What operators do, each command with its own ACLs and no others. */
const commandsWork = async (prefix: string, alertId: string): Promise<void> => {
  const run = async (role: Role, args: readonly string[], given = prefix) => {
    await admin.allow('operator', aclsOf(role, given))
    const { HTTP_PORT: _, ...env } = envOf('operator', given)
    const { code, stderr } = await runMain(args, { env })
    expect({ code, stderr: code === 0 ? '' : stderr }, args.join(' ')).toEqual({ code: 0, stderr: '' })
  }
  const backup = join(folder, 'backup')
  await run('landfall topics, topics drift', ['topics', 'drift'])
  await run('landfall topics gather', ['topics', 'gather'])
  await run('landfall backup', ['backup', backup])
  await run('landfall restore', ['restore', backup], newPrefix())
  const reads = 'landfall explain --from-log, retract, inspect, areas placement'
  await run(reads, ['explain', alertId, '--from-log'])
  await run(reads, ['inspect', 'partition', 'arrivals', String(partitionOf('track:false', prefix))])
  await run(reads, ['inspect', 'craft', 'track:false'])
  await run(reads, ['inspect', 'alert', alertId])
  await run(reads, ['areas', 'placement'])
  await setAside(prefix, 'track:false')
  await run('landfall dead-letters', ['dead-letters', 'list'])
  await run('landfall dead-letters', ['dead-letters', 'replay', '--all'])
  const growing = ['topics', 'grow', 'observations', '--partitions', '48']
  await run(GROW, [...growing, '--dry-run'])
  await run(GROW, [...growing, '--abandon'])
  await run('landfall audit export', ['audit', 'export'])
}

const partitionOf = (craftId: string, prefix: string): number =>
  partitionFor(craftId, topics(prefix).observations.partitions)

/** A letter that can be replayed. */
const setAside = async (prefix: string, key: string): Promise<void> => {
  const { deadLetters, observations: from } = topics(prefix)
  const at = new Date().toISOString()
  const letter: DeadLetter = {
    type: 'dead-letter',
    stage: 'arrivals',
    topic: from.name,
    partition: partitionOf(key, prefix),
    offset: 0,
    loggedAt: at,
    key,
    value: '{}',
    encoding: 'text',
    error: { name: 'TypeError', message: 'x', stack: null },
    at,
  }
  const producer = await openProducer({ ...unsecured(), topics: [deadLetters] })
  await producer.send([{ topic: deadLetters.name, key: 'arrivals', value: JSON.stringify(letter) }])
  await producer.close()
}

const without = (acls: readonly Acl[], taken: Pick<Acl, 'resource' | 'name' | 'operation'>): readonly Acl[] =>
  acls.filter(
    ({ resource, name, operation }) =>
      resource !== taken.resource || name !== taken.name || operation !== taken.operation,
  )

test.each<[Service, (prefix: string) => Pick<Acl, 'resource' | 'name' | 'operation'>]>([
  ['ingest', (prefix) => ({ resource: 'topic', name: topics(prefix).sources.name, operation: 'Write' })],
  ['windowing', (prefix) => ({ resource: 'transactional-id', name: `${prefix}-windowing-`, operation: 'Write' })],
  ['alert', (prefix) => ({ resource: 'group', name: `${prefix}-windowing-`, operation: 'Describe' })],
  ['webhooks', (prefix) => ({ resource: 'topic', name: topics(prefix).alerts.name, operation: 'Read' })],
])('%s without one of its ACLs says which', async (service, take) => {
  open = new AsyncDisposableStack()
  const prefix = newPrefix()
  await ensureTopics({ ...unsecured(), specs: Object.values(topics(prefix)) })
  await admin.allow(service, without(aclsOf(service, prefix), take(prefix)))
  const { said, address } = start(service, prefix)
  address.catch(() => {}) // It may end before it serves.
  await expect.poll(() => said.filter((line) => REFUSED.test(line)).join()).toContain(take(prefix).name)
})

const { LANDFALL_ACLS } = process.env
const kindOf = ({ resource, operation }: Acl): string => `${operation} of a ${resource}`

/** One of each kind, or all of all roles. */
const takenAway = (): readonly (readonly [Role, Acl])[] => {
  const roles = Object.keys(ROLES) as readonly Role[]
  const every = roles.flatMap((role) => aclsOf(role, 'PREFIX').map((acl) => [role, acl] as const))
  const others = every.filter(([role]) => role !== GROW) // Which takes a topic to its end, each time another.
  return LANDFALL_ACLS === 'all'
    ? others
    : [...Map.groupBy(others, ([, acl]) => kindOf(acl)).values()].flatMap((some) => some.slice(0, 1))
}

const callsByRole = Map.groupBy(takenAway(), ([role]) => role)

test.each([...callsByRole])('what %s asks of Kafka is refused by name without its ACL', async (role, taken) => {
  open = new AsyncDisposableStack()
  const [prefix, empty] = [newPrefix(), newPrefix()]
  await ensureTopics({ ...unsecured(), specs: Object.values(topics(prefix)) })
  await fillObservations(prefix)
  const config = readConfig(WindowingConfig, envOf('operator', prefix))
  const client = kafkaClientOf(config, 'test', logger)
  // While the topics are still empty, as a restore needs them.
  const ordered = taken.map(([, acl]) => acl).toSorted((a, b) => Number(isOfRestore(b)) - Number(isOfRestore(a)))
  for (const [index, acl] of ordered.entries()) {
    if (index === ordered.findIndex((each) => !isOfRestore(each))) await fillOthers(prefix)
    const own = acl.operation === 'Create' ? empty : prefix
    const needed = { ...acl, name: acl.name.replace('PREFIX', own) }
    const call = callThatNeeds(needed, client, own)
    await admin.allow('operator', without(aclsOf(role, own), needed))
    const failure = await call().then(
      () => 'it may',
      ({ message }: Error) => message,
    )
    const named = needed.resource === 'cluster' ? 'the cluster' : needed.name
    expect(failure, `${role}: ${kindOf(acl)} ${named}`).toContain(named)
    expect(failure, `${role}: ${kindOf(acl)} ${named}`).toMatch(REFUSED)
    await admin.allow('operator', aclsOf(role, own))
    await call()
  }
})

/** Those on the exercises' topic; of them two, where not all are taken away: the calls that no other role makes. */
const takenFromGrowth = aclsOf(GROW, 'PREFIX').filter(
  ({ resource, name, operation }) =>
    name.includes('exercise') && (LANDFALL_ACLS === 'all' || resource === 'group' || operation === 'Delete'),
)

test.each(takenFromGrowth)(
  'a topic grows with the ACLs of the table, and without $operation of $name says which',
  async (acl) => {
    const prefix = newPrefix()
    const needed = { ...acl, name: acl.name.replace('PREFIX', prefix) }
    const { exerciseObservations: from } = topics(prefix)
    const { exerciseObservations: to } = topics(prefix, { EXERCISE_OBSERVATIONS_PARTITIONS: 8 })
    await ensureTopics({ ...unsecured(), specs: [from] })
    const producer = await openProducer({ ...unsecured(), topics: [from] })
    await producer.send(['a', 'b', 'c'].map((key) => ({ topic: from.name, key, value: '{}' })))
    await producer.close()
    const growing = (client: KafkaClient, signal = new AbortController().signal): GrowTopicSpec => {
      return { ...client, from, to, signal, inFlightMsMax: 0, onProgress: () => {} }
    }
    const operator = kafkaClientOf(readConfig(WindowingConfig, envOf('operator', prefix)), 'test', logger)
    const isOfAbandoning = acl.operation === 'Delete'
    if (isOfAbandoning) await expect(growTopic(growing(unsecured(), AbortSignal.abort()))).rejects.toThrow()
    const call = () => (isOfAbandoning ? abandonGrowth(growing(operator)) : growTopic(growing(operator)))

    await admin.allow('operator', without(aclsOf(GROW, prefix), needed))
    const failure = await call().then(
      () => 'it may',
      ({ message }: Error) => message,
    )
    expect(failure).toContain(needed.name)
    expect(failure).toMatch(REFUSED)
    await admin.allow('operator', aclsOf(GROW, prefix))
    await call()
  },
)

const isOfRestore = ({ operation, resource }: Acl): boolean =>
  operation === 'AlterConfigs' || resource === 'transactional-id'

/** A record in each: nobody fetches from a topic without any, so nobody would need Read. */
const fillOthers = async (prefix: string): Promise<void> => {
  const specs = Object.values(topics(prefix))
  const producer = await openProducer({ ...unsecured(), topics: specs })
  await producer.send(specs.map(({ name }) => ({ topic: name, key: 'k', value: '{}' })))
  await producer.close()
}

/** Some of it in the last partition of each, for what gathers them. */
const fillObservations = async (prefix: string): Promise<void> => {
  const { observations: real, exerciseObservations } = topics(prefix)
  const producer = await openProducer({ ...unsecured(), topics: [real, exerciseObservations] })
  const keys = Array.from({ length: 200 }, (_, index) => String(index))
  await producer.send(
    [real, exerciseObservations].flatMap(({ name: topic }) => keys.map((key) => ({ topic, key, value: '{}' }))),
  )
  await producer.close()
}
