import { expect, test } from 'vitest'
import { parseBrokers } from './find-backing-services.ts'

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
