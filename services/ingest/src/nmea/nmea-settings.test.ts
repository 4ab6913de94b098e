import { readConfig } from '@landfall/runtime'
import { expect, test } from 'vitest'
import { IngestConfig } from '../ingest-config.ts'
import { nmeaSourcesOf } from './nmea-settings.ts'

const sources = (env: Readonly<Record<string, string>>) =>
  nmeaSourcesOf(readConfig(IngestConfig, env)).map(({ name, way, host, port }) => `${name} ${way} ${host} ${port}`)

test.each([
  [{}, ['nmea-tcp tcp-listen 127.0.0.1 10110', 'nmea-udp udp-listen 127.0.0.1 10110']],
  [{ NMEA_PORT: '2947' }, ['nmea-tcp tcp-listen 127.0.0.1 2947', 'nmea-udp udp-listen 127.0.0.1 2947']],
  [{ NMEA_PORT: 'off' }, []],
  [
    { NMEA_PORT: 'off', NMEA_SOURCES: 'a=tcp-connect://h:1, b=udp-listen://127.0.0.1:2,' },
    ['a tcp-connect h 1', 'b udp-listen 127.0.0.1 2'],
  ],
  [
    { NMEA_HOST: '0.0.0.0', HTTP_LOOPBACK_PUBLISHED: 'true' },
    ['nmea-tcp tcp-listen 0.0.0.0 10110', 'nmea-udp udp-listen 0.0.0.0 10110'],
  ],
  [{ NMEA_PORT: 'off', NMEA_SOURCES: 'a=tcp-listen://0.0.0.0:1?from=192.168.1.7' }, ['a tcp-listen 0.0.0.0 1']],
])('%j', (env, expected) => {
  expect(sources(env)).toEqual(expected)
})

test.each([
  [{ NMEA_HOST: '0.0.0.0' }, /NMEA_HOST: nmea-tcp: 0\.0\.0\.0 must be an address of loopback/],
  [{ NMEA_SOURCES: 'a=udp-listen://0.0.0.0:1' }, /NMEA_SOURCES: a: 0\.0\.0\.0 must be/],
  [{ NMEA_SOURCES: 'a=udp-listen://0.0.0.0:1?from=lan' }, /a: from must be addresses/],
  [{ NMEA_SOURCES: 'a=tcp-connect://h:1,a=tcp-connect://h:2' }, /a is named twice/],
  [{ NMEA_SOURCES: 'nmea-tcp=tcp-connect://h:1' }, /nmea-tcp is named twice/],
  [{ NMEA_SOURCES: 'a' }, /NMEA_SOURCES: "a": no source name/],
  [{ NMEA_PORT: '70000' }, /NMEA_PORT/],
])('%j is refused', (env, message) => {
  expect(() => sources(env)).toThrow(message)
})
