import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { anOpenIngest } from './testing/an-open-ingest.ts'

// docs/feeding.md is run as it is printed, by a shell and curl, and must answer as it says.

const run = promisify(execFile)
const page = await readFile(resolve(import.meta.dirname, '../../../docs/feeding.md'), 'utf8')
const EXAMPLE = /```sh\n([^`]*)```\n\nAnswer, (\d{3}):\n\n```json\n([^`]*)```/g
const examples = [...page.matchAll(EXAMPLE)].map(([, command = '', status = '', answer = '']) => ({
  command,
  status: Number(status),
  answer: JSON.parse(answer) as unknown,
}))

/** In what is expected `…` stands for anything. */
const withEllipses = (expected: unknown): unknown => {
  if (Array.isArray(expected)) return expected.map(withEllipses)
  if (typeof expected === 'object' && expected !== null)
    return Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, withEllipses(value)]))
  if (typeof expected !== 'string' || !expected.includes('…')) return expected
  return expect.stringMatching(new RegExp(`^${expected.split('…').map(RegExp.escape).join('.*')}$`, 's'))
}

let ingest: Awaited<ReturnType<typeof anOpenIngest>>
let home: string
beforeAll(async () => {
  ingest = await anOpenIngest({ brokers: inject('kafkaBrokers') })
  await ingest.untilReady()
  home = await mkdtemp(join(tmpdir(), 'landfall-curl-'))
  await writeFile(join(home, '.curlrc'), 'write-out = "\\n%{http_code}"\n')
})
afterAll(async () => {
  await ingest.close()
  await rm(home, { recursive: true })
})

test('the page has its examples', () => {
  expect(examples.length).toBe(page.match(/```sh/g)?.length)
  expect(examples.length).toBeGreaterThan(8)
})

test.each(examples)('$command', async ({ command, status, answer }) => {
  const here = command.replaceAll('http://127.0.0.1:3001', ingest.address)
  const { stdout } = await run('bash', ['-c', here], { env: { ...process.env, CURL_HOME: home } })
  const lines = stdout.split('\n')
  const given = Number(lines.pop())
  expect([given, JSON.parse(lines.join('\n'))]).toEqual([status, withEllipses(answer)])
})
