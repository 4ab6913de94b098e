import { KafkaJSConnectionError, KafkaJSNonRetriableError, KafkaJSNumberOfRetriesExceeded } from 'kafkajs'
import { expect, test } from 'vitest'
import { isPermanentFault, rootFault } from './kafka-fault.ts'

const protocolError = (type: string, retriable: boolean) =>
  Object.assign(new Error(`This server says ${type}`), { name: 'KafkaJSProtocolError', type, retriable })
const wrapped = (error: Error) => new KafkaJSNumberOfRetriesExceeded(error, { retryCount: 5, retryTime: 100 })

const severalOf = (error: Error) => Object.assign(new Error('Topic creation errors'), { errors: [error] })
const named = (name: string) => Object.assign(new KafkaJSNonRetriableError('raised by the client'), { name })

const refused = new KafkaJSConnectionError('connect ECONNREFUSED', { broker: 'a:9092', code: 'ECONNREFUSED' })

test.each([
  ['a refused connection', refused, false],
  ['a refused connection, retries over', wrapped(refused), false],
  ['a coordinator that moves', protocolError('NOT_COORDINATOR_FOR_GROUP', true), false],
  ['a topic not there yet, which kafkajs may call final', protocolError('UNKNOWN_TOPIC_OR_PARTITION', false), false],
  ['a rebalance', wrapped(protocolError('REBALANCE_IN_PROGRESS', true)), false],
  ['no coordinator yet, which kafkajs calls final', named('KafkaJSGroupCoordinatorNotFound'), false],
  ['a lock waited for too long, which kafkajs calls final', wrapped(named('KafkaJSLockTimeout')), false],
  ['no permission', protocolError('GROUP_AUTHORIZATION_FAILED', false), true],
  ['no permission, wrapped', wrapped(protocolError('TOPIC_AUTHORIZATION_FAILED', false)), true],
  ['no permission to create a topic', severalOf(protocolError('TOPIC_AUTHORIZATION_FAILED', false)), true],
  ['a record too large', protocolError('MESSAGE_TOO_LARGE', false), true],
  ['a wrong use of kafkajs', new KafkaJSNonRetriableError('Invalid topic'), true],
  ['an error that says nothing about retries', new Error('?'), false],
])('%s: permanent %s', (_name, error, lasting) => {
  expect(isPermanentFault(error)).toBe(lasting)
})

test('the broker’s own error is found under the wrappers', () => {
  expect(rootFault(wrapped(wrapped(refused))).message).toContain('ECONNREFUSED')
})
