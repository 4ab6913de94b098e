import { readConfig } from '@landfall/runtime'
import { expect, test } from 'vitest'
import { StartSettings } from './start-settings.ts'

test.each([
  [{ ALERT_PORT: '3001' }, /INGEST_PORT: .*3001.*ALERT_PORT/],
  [{ KAFKA_PORT: '3002' }, /KAFKA_PORT: .*3002.*WINDOWING_PORT/],
  [{ NMEA_PORT: '3000', REDIS_PORT: '3001' }, /NMEA_PORT: .*3000.*ALERT_PORT.*REDIS_PORT: .*3001.*INGEST_PORT/s],
  [{ TOPIC_PREFIX: 'a b' }, /TOPIC_PREFIX: must be/],
])('%o is refused', (env, message) => {
  expect(() => readConfig(StartSettings, env)).toThrow(message)
})

test('distinct ports, and ports left out, are accepted', () => {
  const env = { ALERT_PORT: '3001', INGEST_PORT: '3000', KAFKA_PORT: '9093' }
  expect(readConfig(StartSettings, env)).toMatchObject({ ALERT_PORT: 3_001, INGEST_PORT: 3_000, KAFKA_PORT: 9_093 })
})
