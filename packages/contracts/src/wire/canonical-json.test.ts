import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deriveObservationId, sealObservation } from '../hashes/index.ts'
import { canonicalJson } from './canonical-json.ts'

// RFC 8785, section 3.2.3: order by UTF-16 code units, at every depth.
const rows: readonly (readonly [unknown, string])[] = [
  [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
  [{ b: { d: 1, c: 2 }, a: [{ z: 1, y: 2 }] }, '{"a":[{"y":2,"z":1}],"b":{"c":2,"d":1}}'],
  [{ a: undefined, b: null }, '{"b":null}'],
  [{ 10: 'a', 9: 'b' }, '{"10":"a","9":"b"}'],
  [
    { '\ud83d\ude00': 1, '\ufb33': 2, '\u20ac': 3, '\r': 4, 1: 5 },
    '{"\\r":4,"1":5,"\u20ac":3,"\ud83d\ude00":1,"\ufb33":2}',
  ],
  [[-0, 1e21, 1e-7, 0.1], '[0,1e+21,1e-7,0.1]'],
]

test.each(rows)('%j', (value, expected) => {
  expect(canonicalJson(value)).toBe(expected)
})

const shuffleKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffleKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, shuffleKeys(member)]),
  )
}

test('key order does not matter, and no value is lost', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(shuffleKeys(value))).toBe(canonicalJson(value))
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('an observation is sealed with its own id, or with one derived from its fields', () => {
  const given: { type: string; craftId: string; observationId?: string } = { type: 'position', craftId: 'mmsi:1' }
  const { observationId, json } = sealObservation(given)
  expect(observationId).toBe(deriveObservationId(given))
  expect(observationId).toMatch(/^[0-9a-f]{32}$/)
  expect(JSON.parse(json)).toEqual({ ...given, observationId })
  expect(sealObservation({ ...given, observationId: 'own' })).toEqual({
    observationId: 'own',
    json: '{"craftId":"mmsi:1","observationId":"own","type":"position"}',
  })
})
