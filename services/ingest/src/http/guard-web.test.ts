import { expect, test } from 'vitest'
import { createWebGuard } from './guard-web.ts'

const guard = createWebGuard(['ingest', '10.1.2.3'])

type Row = readonly [
  headers: Readonly<Record<string, string>>,
  expected: 'good' | 'forbidden-origin' | 'forbidden-host',
]
const rows: readonly Row[] = [
  [{ host: '127.0.0.1:3001' }, 'good'],
  [{ host: '127.9.9.9' }, 'good'],
  [{ host: 'localhost:3001' }, 'good'],
  [{ host: 'LOCALHOST' }, 'good'],
  [{ host: '[::1]:3001' }, 'good'],
  [{ host: 'ingest:3001' }, 'good'],
  [{ host: '10.1.2.3' }, 'good'],
  [{ host: 'localhost', 'sec-fetch-site': 'none' }, 'good'],
  [{ host: 'evil.example' }, 'forbidden-host'],
  [{ host: 'localhost.evil.example' }, 'forbidden-host'],
  [{ host: '127.0.0.1.evil.example' }, 'forbidden-host'],
  [{ host: 'evil@localhost' }, 'forbidden-host'],
  [{ host: 'localhost/x' }, 'forbidden-host'],
  [{ host: '' }, 'forbidden-host'],
  [{}, 'forbidden-host'],
  [{ host: 'localhost', origin: 'https://evil.example' }, 'forbidden-origin'],
  [{ host: 'localhost', origin: 'null' }, 'forbidden-origin'],
  [{ host: 'localhost:3001', origin: 'http://localhost:3001' }, 'forbidden-origin'],
  [{ host: 'localhost', 'sec-fetch-site': 'cross-site' }, 'forbidden-origin'],
  [{ host: 'localhost', 'sec-fetch-site': 'same-origin' }, 'forbidden-origin'],
]

test.each(rows)('%j: %s', (headers, expected) => {
  if (expected === 'good') expect(() => guard(headers)).not.toThrow()
  else expect(() => guard(headers)).toThrow(expect.objectContaining({ status: 403, code: expected }))
})
