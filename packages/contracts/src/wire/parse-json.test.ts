import { expect, test } from 'vitest'
import { z } from 'zod'
import { parseJson } from './parse-json.ts'

const Head = z.object({ alertId: z.string(), version: z.int() })

test('a value that fits the schema is returned without fields that the schema does not have', () => {
  const text = '{"alertId": "nz-1", "version": 2, "addedLater": true}'
  expect(parseJson(Head, text)).toEqual({ ok: true, value: { alertId: 'nz-1', version: 2 } })
})

test.each<[string, string | null, string]>([
  ['a tombstone', null, 'no value'],
  ['no JSON', '{"alertId"', 'not JSON: '],
  ['a missing field', '{"alertId": "nz-1"}', 'version'],
  ['null', 'null', 'expected object'],
])('%s is refused with the reason', (_what, text, expected) => {
  const parsed = parseJson(Head, text)
  expect(parsed.ok ? '' : parsed.reason).toContain(expected)
})
