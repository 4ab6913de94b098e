import { expect, test } from 'vitest'
import { parseBrokers, parseRedisUrl } from './find-backing-services.ts'

test.each([
  ['a:9092', [{ host: 'a', port: 9092 }]],
  [
    'a:9092, b:9093',
    [
      { host: 'a', port: 9092 },
      { host: 'b', port: 9093 },
    ],
  ],
  ['a', null],
  ['a:9092,', null],
  ['a:9092,b', null],
])('brokers %s', (text, expected) => expect(parseBrokers(text)).toEqual(expected))

test.each([
  ['redis://a:7000/0', [{ host: 'a', port: 7000 }]],
  ['rediss://user:secret@a', [{ host: 'a', port: 6379 }]],
  ['http://a:7000', null],
  ['a:7000', null],
  ['', null],
])('Redis URL %s', (text, expected) => expect(parseRedisUrl(text)).toEqual(expected))
