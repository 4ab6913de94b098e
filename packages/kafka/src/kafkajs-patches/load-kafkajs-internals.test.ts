import { createRequire } from 'node:module'
import { isLandfallError } from '@landfall/runtime'
import { expect, test } from 'vitest'
import { loadKafkajsInternals, type Require } from './load-kafkajs-internals.ts'

const requireModule = createRequire(import.meta.url) as Require

/** What is wrong with a kafkajs in which one module is another. */
const messageWith = (path: string, module: () => unknown): string => {
  try {
    loadKafkajsInternals((wanted) => (wanted === `kafkajs/${path}` ? module() : requireModule(wanted)))
    return 'nothing'
  } catch (error) {
    if (!isLandfallError(error, 'LF_KAFKAJS_UNSUPPORTED')) throw error
    expect(error.retryable).toBe(false)
    return error.message
  }
}

type Class = new (...given: never[]) => object

/** The module's class without one method, as after a renaming. */
const withoutMethod = (path: string, name: string) => (): unknown => {
  const Original = requireModule(`kafkajs/${path}`) as Class
  const Renamed = class extends Original {}
  Object.defineProperty(Renamed.prototype, name, { value: undefined })
  return Renamed
}

/** The module's class with one field under another name. */
const withoutField = (path: string, name: string) => (): unknown => {
  const Original = requireModule(`kafkajs/${path}`) as Class
  return class extends Original {
    constructor(...given: never[]) {
      super(...given)
      Reflect.deleteProperty(this, name)
    }
  }
}

test('the kafkajs that is installed is the one the patches were written for', () => {
  expect(Object.keys(loadKafkajsInternals())).toContain('RequestQueue')
})

test.each([
  ['src/network/requestQueue', 'scheduleCheckPendingRequests'],
  ['src/network/requestQueue', 'checkPendingRequests'],
  ['src/consumer/batch', 'isEmpty'],
  ['src/consumer/batch', 'isEmptyDueToFiltering'],
  ['src/consumer/batch', 'lastOffset'],
  ['src/consumer/runner', 'fetch'],
  ['src/cluster', 'findTopicPartitionMetadata'],
  ['src/cluster', 'fetchTopicsOffset'],
  ['src/cluster/brokerPool', 'findConnectedBroker'],
  ['src/cluster/brokerPool', 'withBroker'],
  ['src/broker', 'produce'],
  ['src/broker', 'endTxn'],
  ['src/broker', 'joinGroup'],
  ['src/consumer/consumerGroup', 'leave'],
  ['src/network/connectionPool', 'getConnection'],
  ['src/network/connectionPool', 'send'],
  ['src/protocol/encoder', 'writeBufferInternal'],
])('%s without %s() is refused by name', (path, name) => {
  expect(messageWith(path, withoutMethod(path, name))).toContain(`${path}: ${name}()`)
})

test.each([
  ['src/network/requestQueue', 'pending'],
  ['src/network/requestQueue', 'throttledUntil'],
  ['src/network/requestQueue', 'throttleCheckTimeoutId'],
  ['src/consumer/batch', 'messages'],
  ['src/consumer/batch', 'rawMessages'],
  ['src/consumer/batch', 'fetchedOffset'],
  ['src/consumer/runner', 'running'],
  ['src/consumer/runner', 'fetchManager'],
  ['src/broker', 'connectionPool'],
  ['src/broker', 'brokerAddress'],
])('%s without the field %s is refused by name', (path, name) => {
  expect(messageWith(path, withoutField(path, name))).toContain(`${path}: ${name} is not as expected`)
})

test('a version not tested is refused, with its number and what to do', () => {
  const message = messageWith('package.json', () => ({ version: '2.3.0' }))
  expect(message).toContain('the version is 2.3.0')
  expect(message).toContain('Install kafkajs 2.2.4')
})

test('a module that has moved is refused by its path', () => {
  const message = messageWith('src/network/requestQueue', () => {
    throw new Error('Cannot find module')
  })
  expect(message).toContain('src/network/requestQueue cannot be loaded')
})

test('a newer Fetch is refused: its responses would never reach our decoder', () => {
  const path = 'src/protocol/requests/fetch'
  const fetch = requireModule(`kafkajs/${path}`) as object
  const newer = () => ({ ...fetch, versions: ['11', '12'] })
  expect(messageWith(path, newer)).toContain(`${path}/v11/response: the latest version`)
})

test('a decoder that kafkajs no longer looks up is refused', () => {
  const path = 'src/protocol/requests/fetch/v11/response'
  const copy = { ...(requireModule(`kafkajs/${path}`) as object) }
  expect(messageWith(path, () => copy)).toContain(`${path}: looked up for each request`)
})
