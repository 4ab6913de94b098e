import { createLogger, type Logger } from '@landfall/runtime'
import { expect, test } from 'vitest'
import { readLogLine } from './read-log-line.ts'

/** What a service's own logger writes. */
const line = (log: (logger: Logger) => void): string => {
  let written = ''
  log(createLogger({ name: 'ingest', write: (text) => (written += text) }))
  return written.trimEnd()
}

test.each([
  ['information', line((logger) => logger.info({ event: 'service.started' })), false, null],
  [
    'a warning',
    line((logger) => logger.warn({ event: 'late', craftId: 'mmsi:1', lateByMs: 5 })),
    false,
    'warning late craftId=mmsi:1 lateByMs=5',
  ],
  ['an error', line((logger) => logger.error({ err: new Error('why') }, 'no')), false, 'error no (why)'],
  ['the end', line((logger) => logger.fatal({ event: 'service.failed' })), false, 'fatal service.failed'],
  [
    'an error without words of its own, said once',
    line((logger) => logger.fatal({ event: 'service.failed', err: new Error('no areas: why') })),
    false,
    'fatal service.failed: no areas: why',
  ],
  ['text on the output', 'hello', false, null],
  ['text on the error stream', 'Error: no', true, 'Error: no'],
  ['an empty line', '', true, null],
  ['half a line', '{"level":"error"', true, '{"level":"error"'],
])('%s', (_what, text, isErrorStream, expected) => expect(readLogLine(text, isErrorStream)).toBe(expected))
