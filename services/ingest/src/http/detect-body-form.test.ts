import { expect, test } from 'vitest'
import { detectBodyForm } from './read-records.ts'

const rows: readonly (readonly [body: string, expected: ReturnType<typeof detectBodyForm>])[] = [
  ['', 'unknown'],
  ['  \n\t', 'unknown'],
  ['\ufeff', 'unknown'],
  ['[', 'document'],
  [' \n [{"a":1}]', 'document'],
  ['"text"', 'document'],
  ['nonsense', 'document'],
  ['{"a":1}', 'unknown'],
  ['{"a":1}\n', 'lines'],
  ['\ufeff{"a":1}\n', 'lines'],
  ['\n\n{"a":1}\r\n{"a":', 'lines'],
  ['{\n  "a": 1\n}', 'document'],
  ['{"a":\n1}', 'document'],
  ['{"a":"0123456789012345678901234567890', 'document'],
]

test.each(rows)('%j: %s', (body, expected) => {
  expect(detectBodyForm(Buffer.from(body), 30)).toBe(expected)
})
