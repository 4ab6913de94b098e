import { expect, test } from 'vitest'
import { serviceSpecs } from './service-specs.ts'
import { StartSettings } from './start-settings.ts'

const envOf = (env: Record<string, string>, name: string) =>
  serviceSpecs(StartSettings.parse(env)).find((service) => service.name === name)?.env

test('ingest and the page know of each other, on whatever ports', () => {
  const env = { ALERT_PORT: '4000', INGEST_PORT: '4001', NMEA_PORT: '4010' }
  const ALLOWED_ORIGINS = 'http://127.0.0.1:4000,http://localhost:4000'
  expect(envOf(env, 'ingest')).toEqual({ ALLOWED_ORIGINS, NMEA_PORT: '4010' })
  expect(envOf(env, 'alert')).toEqual({ ALLOWED_ORIGINS, INGEST_URL: 'http://127.0.0.1:4001' })
})

test('settings that are given take precedence', () => {
  const env = { ALLOWED_ORIGINS: 'https://watch.example', INGEST_URL: 'https://feed.example' }
  expect(envOf(env, 'alert')).toEqual(env)
})
