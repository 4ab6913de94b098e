import { expect, test } from 'vitest'
import { readContentEncoding, readMediaType } from './read-media-type.ts'
import { Refused } from './refused.ts'

const types: readonly (readonly [string | undefined, 'lines' | 'any' | 'refused'])[] = [
  [undefined, 'any'],
  ['application/json', 'any'],
  ['Application/JSON; charset=UTF-8', 'any'],
  ['application/json;charset="utf-8"', 'any'],
  ['application/json; charset=latin1', 'refused'],
  ['application/x-ndjson', 'lines'],
  ['application/ndjson', 'lines'],
  ['application/jsonl', 'lines'],
  ['application/x-jsonlines', 'lines'],
  ['text/csv', 'refused'],
  // What a web page may send to anybody without asking first.
  ['text/plain', 'refused'],
  ['application/x-www-form-urlencoded', 'refused'],
  ['multipart/form-data; boundary=x', 'refused'],
  ['', 'refused'],
]

test.each(types)('Content-Type %s: %s', (given, expected) => {
  if (expected === 'refused') expect(() => readMediaType(given)).toThrow(Refused)
  else expect(readMediaType(given)).toBe(expected)
})

const encodings: readonly (readonly [string | undefined, boolean | 'refused'])[] = [
  [undefined, false],
  ['identity', false],
  ['gzip', true],
  ['GZIP', true],
  ['br', 'refused'],
  ['gzip, gzip', 'refused'],
]

test.each(encodings)('Content-Encoding %s: %s', (given, expected) => {
  if (expected === 'refused') expect(() => readContentEncoding(given)).toThrow(Refused)
  else expect(readContentEncoding(given)).toBe(expected)
})
