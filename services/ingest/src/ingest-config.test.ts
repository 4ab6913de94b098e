import { readConfig } from '@landfall/runtime'
import { expect, test } from 'vitest'
import { IngestConfig } from './ingest-config.ts'

test('by default it listens on loopback and the usual ports', () => {
  expect(readConfig(IngestConfig, {})).toEqual({
    LOG_LEVEL: 'info',
    HTTP_HOST: '127.0.0.1',
    HTTP_PORT: 3_001,
    HTTP_LOOPBACK_PUBLISHED: false,
    ALLOWED_ORIGINS: ['http://127.0.0.1:3000', 'http://localhost:3000'],
    ALLOWED_HOSTS: [],
    SESSION_IDLE_MINUTES: 30,
    CONNECTIONS_MAX: 2_048,
    CONNECTIONS_PER_ADDRESS_MAX: 512,
    KAFKA_BROKERS: ['127.0.0.1:9092'],
    KAFKA_SECURITY_PROTOCOL: 'PLAINTEXT',
    TOPICS: 'managed',
    TOPIC_PREFIX: 'landfall',
    NMEA_HOST: '127.0.0.1',
    NMEA_PORT: 10_110,
    NMEA_SOURCES: [],
    QUOTAS: {},
    KAFKA_DISK_BYTES_MIN: 1_073_741_824,
  })
})

test('in a container an explicit setting says that only loopback is published', () => {
  const env = { HTTP_HOST: '0.0.0.0', HTTP_LOOPBACK_PUBLISHED: 'true', ALLOWED_HOSTS: 'ingest, feeder.local' }
  expect(readConfig(IngestConfig, env)).toMatchObject({
    HTTP_HOST: '0.0.0.0',
    ALLOWED_HOSTS: ['ingest', 'feeder.local'],
  })
})

test('every mistake is reported at once', () => {
  const env = { HTTP_PORT: 'x', LOG_LEVEL: 'loud', TOPIC_PREFIX: 'a b' }
  expect(() => readConfig(IngestConfig, env)).toThrow(/LOG_LEVEL.*HTTP_PORT.*TOPIC_PREFIX/s)
})
