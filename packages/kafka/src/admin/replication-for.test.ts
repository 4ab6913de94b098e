import { expect, test } from 'vitest'
import { replicationFor } from './replication-for.ts'

const MANAGED = { TOPICS: 'managed' } as const

test.each([
  ['one broker: as the broker does', {}, 1, { factor: null, minInsync: null }],
  ['two brokers: as the broker does', {}, 2, { factor: null, minInsync: null }],
  ['three brokers', {}, 3, { factor: 3, minInsync: 2 }],
  ['five brokers', {}, 5, { factor: 3, minInsync: 2 }],
  ['a factor of 5', { KAFKA_REPLICATION_FACTOR: 5 }, 5, { factor: 5, minInsync: 2 }],
  ['a factor of 2', { KAFKA_REPLICATION_FACTOR: 2 }, 3, { factor: 2, minInsync: 1 }],
  ['a factor of 1', { KAFKA_REPLICATION_FACTOR: 1 }, 3, { factor: 1, minInsync: 1 }],
  ['in sync alone', { KAFKA_MIN_INSYNC_REPLICAS: 3 }, 3, { factor: 3, minInsync: 3 }],
  ['in sync, with one broker', { KAFKA_MIN_INSYNC_REPLICAS: 1 }, 1, { factor: null, minInsync: 1 }],
])('%s', (_name, settings, brokers, expected) => {
  expect(replicationFor({ ...MANAGED, ...settings }, brokers)).toEqual(expected)
})

test('more copies in sync than there are copies are refused, with the remedy', () => {
  const settings = { ...MANAGED, KAFKA_REPLICATION_FACTOR: 2, KAFKA_MIN_INSYNC_REPLICAS: 3 }
  expect(() => replicationFor(settings, 3)).toThrow(
    'KAFKA_MIN_INSYNC_REPLICAS is 3 and KAFKA_REPLICATION_FACTOR 2: no write could succeed. Set the first to 1 or less',
  )
})
