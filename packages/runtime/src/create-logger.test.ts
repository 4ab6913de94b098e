import { expect, test } from 'vitest'
import { createLogger } from './create-logger.ts'
import { LandfallError } from './landfall-error.ts'

test('a line is JSON with the service, the level as a word, the time as RFC 3339, and an error with code and cause', () => {
  const lines: string[] = []
  const logger = createLogger({ name: 'ingest', level: 'warn', write: (line) => lines.push(line) })
  const cause = new Error('ECONNREFUSED')
  logger.info({ event: 'not.logged' })
  logger.warn({
    event: 'producer.down',
    err: new LandfallError('LF_BROKER_DOWN', 'sending', { retryable: true, cause }),
  })
  expect(lines.length).toBe(1)
  const line = JSON.parse(lines[0] ?? '')
  expect(line).toMatchObject({
    name: 'ingest',
    level: 'warn',
    event: 'producer.down',
    err: { code: 'LF_BROKER_DOWN', retryable: true, message: 'sending: ECONNREFUSED' },
  })
  expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
})
