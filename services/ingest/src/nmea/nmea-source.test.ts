import { expect, test } from 'vitest'
import { parseNmeaSource } from './nmea-source.ts'

const plain = { kind: 'ais', exercise: false, thinSeconds: 0, from: [] }

test.each([
  ['cape=tcp-listen://127.0.0.1:10111', { name: 'cape', way: 'tcp-listen', host: '127.0.0.1', port: 10_111 }],
  ['cape=udp-listen://[::1]:10111', { name: 'cape', way: 'udp-listen', host: '::1', port: 10_111 }],
  [
    'East Cape=tcp-connect://receiver.local:4001',
    { name: 'East Cape', way: 'tcp-connect', host: 'receiver.local', port: 4_001 },
  ],
  [
    'sat=tcp-connect://h:1?kind=satellite&thin=30&exercise=true',
    { kind: 'satellite', thinSeconds: 30, exercise: true },
  ],
  ['bridge=tcp-connect://h:1?kind=radar', { kind: 'radar' }],
  ['lan=udp-listen://0.0.0.0:1?from=192.168.1.7&from=10.0.0.0/8', { from: ['192.168.1.7', '10.0.0.0/8'] }],
])('%s', (text, expected) => {
  expect(parseNmeaSource(text)).toEqual({ ...plain, ...(parseNmeaSource(text) as object), ...expected })
})

test('what is not said is plain', () => {
  expect(parseNmeaSource('cape=tcp-listen://127.0.0.1:1')).toEqual({
    name: 'cape',
    way: 'tcp-listen',
    host: '127.0.0.1',
    port: 1,
    ...plain,
  })
})

test.each([
  ['tcp-listen://127.0.0.1:1', 'no source name'],
  ['=tcp-listen://127.0.0.1:1', 'no source name'],
  ['a/b=tcp-listen://127.0.0.1:1', 'no source name'],
  ['cape', 'no source name'],
  ['cape=', 'no address'],
  ['cape=127.0.0.1:10110', 'no address'],
  ['cape=http://127.0.0.1:1', 'http is not'],
  ['cape=tcp-listen://127.0.0.1', 'host and port'],
  ['cape=tcp-listen://:1', 'no address'],
  ['cape=tcp-listen://h:1?thin=x', 'thin must be'],
  ['cape=tcp-listen://h:1?thin=3601', 'thin must be'],
  ['cape=tcp-listen://h:1?thin=-1', 'thin must be'],
  ['cape=tcp-listen://h:1?kind=patrol', 'kind must be ais, satellite, radar'],
  ['cape=tcp-listen://h:1?exercise=yes', 'exercise must be'],
  ['cape=tcp-listen://h:1?form=1.2.3.4', 'form is not one of'],
])('%s: %s', (text, fault) => {
  expect(parseNmeaSource(text)).toEqual({ fault: expect.stringContaining(fault) })
})
