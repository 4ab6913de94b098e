import { createRequire } from 'node:module'
import { LandfallError } from '@landfall/runtime'
import type { InnerCluster } from '../client/inner-cluster.ts'
import type { KafkajsInternals } from './kafkajs-internals.ts'

/** The version whose source the patches were written against. */
const VERSION = '2.2.4'
/** The last version of Fetch that this kafkajs knows, and so the one it speaks with any broker from 2.3 on. */
const FETCH_VERSION = 11

const CLUSTER_METHODS = [
  'connect',
  'disconnect',
  'addMultipleTargetTopics',
  'refreshMetadata',
  'refreshMetadataIfNecessary',
  'findTopicPartitionMetadata',
  'findBroker',
  'findGroupCoordinator',
  'fetchTopicsOffset',
] as const satisfies readonly (keyof InnerCluster)[]
const BROKER_METHODS = [
  'fetch',
  'produce',
  'initProducerId',
  'addPartitionsToTxn',
  'endTxn',
  'offsetCommit',
  'joinGroup',
  'leaveGroup',
  'findGroupCoordinator',
]

/** As Node's `require`. */
export type Require = (path: string) => unknown

/**
 * Loads the internals and verifies that they are what the patches and wrappers expect. Throws LF_KAFKAJS_UNSUPPORTED
 * that names every internal that is not, the version found, and what to do. `requireModule` is there for tests.
 */
export const loadKafkajsInternals = (
  requireModule: Require = createRequire(import.meta.url) as Require,
): KafkajsInternals => {
  const faults: string[] = []
  const load = <Module>(path: string): Module => {
    try {
      return requireModule(`kafkajs/${path}`) as Module
    } catch {
      faults.push(`${path} cannot be loaded`)
      return {} as Module
    }
  }
  const expect = (what: string, isAsExpected: () => boolean): void => {
    if (!succeeds(isAsExpected)) faults.push(`${what} is not as expected`)
  }

  const { version = 'unknown' } = load<{ readonly version?: string }>('package.json')
  if (version !== VERSION) faults.push(`the version is ${version}`)
  const internals: KafkajsInternals = {
    RequestQueue: load('src/network/requestQueue'),
    Batch: load('src/consumer/batch'),
    Runner: load('src/consumer/runner'),
    fetchResponseCodec: load(`src/protocol/requests/fetch/v${FETCH_VERSION}/response`),
    Cluster: load('src/cluster'),
    Broker: load('src/broker'),
    BrokerPool: load('src/cluster/brokerPool'),
    Encoder: load('src/protocol/encoder'),
    createLogger: load<Pick<KafkajsInternals, 'createLogger'>>('src/loggers').createLogger,
  }
  expectRequestQueue(internals, expect)
  expectBatch(internals, expect)
  expectRunner(internals, expect)
  expectMethods('src/consumer/consumerGroup', load('src/consumer/consumerGroup'), ['leave'], expect)
  expectFetchCodec(internals, load('src/protocol/requests/fetch'), expect)
  expectCluster(internals, load('src/network/connectionPool'), expect)
  expectMethods('src/cluster/brokerPool', internals.BrokerPool, ['findConnectedBroker', 'withBroker'], expect)
  if (faults.length > 0) throw unsupported(faults)
  return internals
}

type Expect = (what: string, isAsExpected: () => boolean) => void
type WithPrototype = { readonly prototype: object }

const expectMethods = (what: string, { prototype }: WithPrototype, names: readonly string[], expect: Expect): void => {
  for (const name of names) expect(`${what}: ${name}()`, () => typeof Reflect.get(prototype, name) === 'function')
}

const expectRequestQueue = ({ RequestQueue }: KafkajsInternals, expect: Expect): void => {
  const path = 'src/network/requestQueue'
  expectMethods(path, RequestQueue, ['scheduleCheckPendingRequests', 'checkPendingRequests'], expect)
  const create = () => new RequestQueue({ maxInFlightRequests: 1, requestTimeout: 1, enforceRequestTimeout: false })
  expect(`${path}: pending`, () => Array.isArray(create().pending))
  expect(`${path}: throttledUntil`, () => typeof create().throttledUntil === 'number')
  expect(`${path}: throttleCheckTimeoutId`, () => create().throttleCheckTimeoutId === null)
}

const expectBatch = ({ Batch }: KafkajsInternals, expect: Expect): void => {
  const path = 'src/consumer/batch'
  expectMethods(path, Batch, ['isEmpty', 'isEmptyDueToFiltering', 'lastOffset'], expect)
  const marker = { offset: '7', isControlRecord: true }
  const create = () =>
    new Batch('topic', '7', { partition: 3, highWatermark: '8', abortedTransactions: [], messages: [marker] })
  expect(`${path}: messages`, () => create().messages.length === 0)
  expect(`${path}: rawMessages`, () => create().rawMessages[0] === marker)
  expect(`${path}: fetchedOffset`, () => Reflect.get(create(), 'fetchedOffset') === '7')
  expect(`${path}: lastOffset() of a marker`, () => create().lastOffset() === '7')
}

const expectRunner = ({ Runner }: KafkajsInternals, expect: Expect): void => {
  const path = 'src/consumer/runner'
  expectMethods(path, Runner, ['fetch', 'start', 'stop'], expect)
  const logger = { namespace: () => logger, debug: () => {} }
  const create = () => new Runner({ logger, concurrency: 1 })
  expect(`${path}: running`, () => create().running === false)
  expect(`${path}: fetchManager`, () => typeof create().fetchManager.stop === 'function')
}

type FetchVersions = {
  readonly versions: readonly string[]
  readonly protocol: (of: { readonly version: number }) => (request: object) => { readonly response: unknown }
}

const expectFetchCodec = ({ fetchResponseCodec }: KafkajsInternals, fetch: FetchVersions, expect: Expect): void => {
  const path = `src/protocol/requests/fetch/v${FETCH_VERSION}/response`
  expect(`${path}: decode()`, () => typeof fetchResponseCodec.decode === 'function')
  expect(`${path}: the latest version`, () => Math.max(...fetch.versions.map(Number)) === FETCH_VERSION)
  expect(`${path}: looked up for each request`, () => {
    const { response } = fetch.protocol({ version: FETCH_VERSION })({ maxWaitTime: 1, topics: [] })
    return response === fetchResponseCodec
  })
}

const expectCluster = (
  { Cluster, Broker, Encoder, createLogger }: KafkajsInternals,
  ConnectionPool: WithPrototype,
  expect: Expect,
): void => {
  expectMethods('src/cluster', Cluster, CLUSTER_METHODS, expect)
  expectMethods('src/broker', Broker, BROKER_METHODS, expect)
  const connectionPool: object = { connectionTimeout: 1 }
  const logger = { namespace: () => logger }
  const address = () => new Broker({ connectionPool: { host: 'a', port: 1 }, logger }).brokerAddress
  expect('src/broker: brokerAddress', () => address() === 'a:1')
  expect('src/broker: connectionPool', () => new Broker({ connectionPool, logger }).connectionPool === connectionPool)
  expectMethods('src/network/connectionPool', ConnectionPool, ['send', 'getConnection'], expect)
  expectMethods('src/protocol/encoder', Encoder, ['writeBufferInternal'], expect)
  expect('src/loggers: createLogger()', () => typeof createLogger === 'function')
}

/** Whatever an unexpected shape makes the question throw is an answer too. */
const succeeds = (question: () => boolean): boolean => {
  try {
    return question()
  } catch {
    return false
  }
}

const unsupported = (faults: readonly string[]): LandfallError =>
  new LandfallError(
    'LF_KAFKAJS_UNSUPPORTED',
    `kafkajs is not the one that Landfall's patches were written for (${VERSION}): ${faults.join('; ')}. ` +
      `Install kafkajs ${VERSION}, or see "When kafkajs is updated" in packages/kafka/src/kafkajs-patches/README.md.`,
    { retryable: false },
  )
