import { expect, test } from 'vitest'
import { z } from 'zod'
import { readConfig } from './read-config.ts'
import { serviceSettings } from './service-settings.ts'

const Config = z.object(serviceSettings(3_001))

test('by default: loopback, the port given, the default port of Kafka', () => {
  expect(readConfig(Config, {})).toEqual({
    LOG_LEVEL: 'info',
    HTTP_HOST: '127.0.0.1',
    HTTP_PORT: 3_001,
    KAFKA_BROKERS: ['127.0.0.1:9092'],
    KAFKA_SECURITY_PROTOCOL: 'PLAINTEXT',
    TOPICS: 'managed',
    TOPIC_PREFIX: 'landfall',
  })
})

test('several brokers', () => {
  expect(readConfig(Config, { KAFKA_BROKERS: 'a:9092, [::1]:9093,' }).KAFKA_BROKERS).toEqual(['a:9092', '[::1]:9093'])
})

test.each([
  ['KAFKA_BROKERS', 'kafka'],
  ['KAFKA_BROKERS', 'a:9092,b'],
  ['KAFKA_BROKERS', ''],
  ['TOPIC_PREFIX', ''],
  ['TOPIC_PREFIX', 'a b'],
  ['TOPIC_PREFIX', 'x'.repeat(101)],
  ['LOG_LEVEL', 'loud'],
  ['HTTP_PORT', '65536'],
  ['HTTP_HOST', ''],
])('%s=%s is refused by name', (name, value) => {
  expect(() => readConfig(Config, { [name]: value })).toThrow(name)
})
