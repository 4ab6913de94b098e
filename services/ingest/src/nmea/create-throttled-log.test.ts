import { createLogger } from '@landfall/runtime'
import { expect, test } from 'vitest'
import { createDropLog } from './create-throttled-log.ts'

test('a loss of datagrams is logged at once, every 10 s while it lasts, and when it is over', () => {
  const lines: (readonly unknown[])[] = []
  const write = (line: string): void => {
    const { level, event, datagrams } = JSON.parse(line) as Record<'level' | 'event' | 'datagrams', unknown>
    lines.push([level, event, datagrams])
  }
  let nowMs = 0
  const log = createDropLog({ logger: createLogger({ name: 'test', write }), sourceName: 'cape', clock: () => nowMs })
  log.taken()
  for (let n = 0; n < 1_000; n += 1) {
    log.drop()
    nowMs += 15
  }
  log.taken()
  log.taken()
  log.drop()
  expect(lines).toEqual([
    ['error', 'nmea.dropping', 1],
    ['error', 'nmea.dropping', 668],
    ['warn', 'nmea.dropped', 1_000],
    ['error', 'nmea.dropping', 1],
  ])
})
