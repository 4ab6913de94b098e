import { expect, test } from 'vitest'
import { readLogLine } from './read-log-line.ts'

const line = (entry: object): string => JSON.stringify({ time: 1, pid: 2, hostname: 'h', name: 'ingest', ...entry })

test.each([
  ['information', line({ level: 30, event: 'service.started' }), false, null],
  [
    'a warning',
    line({ level: 40, event: 'late', craftId: 'mmsi:1', lateByMs: 5 }),
    false,
    'warning late craftId=mmsi:1 lateByMs=5',
  ],
  ['an error', line({ level: 50, msg: 'no', err: { message: 'why', stack: 's' } }), false, 'error no (why)'],
  ['text on the output', 'hello', false, null],
  ['text on the error stream', 'Error: no', true, 'Error: no'],
  ['an empty line', '', true, null],
  ['half a line', '{"level":50', true, '{"level":50'],
])('%s', (_what, text, isErrorStream, expected) => expect(readLogLine(text, isErrorStream)).toBe(expected))
