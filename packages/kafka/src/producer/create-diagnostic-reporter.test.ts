import { DiagnosticRecord } from '@landfall/contracts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createDiagnosticReporter } from './create-diagnostic-reporter.ts'
import type { OutRecord } from './out-record.ts'

const HIT = { cause: 'feeder-quota', subject: 'token a', detail: 'too much', exercise: false } as const

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Collects what is sent, as `[subject, count]` by the second; refuses while `isAway`. */
const aReporter = () => {
  const startMs = Date.now()
  const sent: [second: number, subject: string, count: number][] = []
  const kafka = { isAway: false }
  const send = async (records: readonly OutRecord[]): Promise<void> => {
    if (kafka.isAway) throw new Error('away')
    for (const { value } of records) {
      const { subject, count } = DiagnosticRecord.parse(JSON.parse(String(value)))
      sent.push([(Date.now() - startMs) / 1_000, subject, count])
    }
  }
  return { ...createDiagnosticReporter({ send, topic: 'sources' }), sent, kafka }
}

test('the first at once, then one record a subject every 10 s with all that came', async () => {
  const reporter = aReporter()
  for (let n = 0; n < 25; n += 1) {
    reporter.report(HIT)
    await vi.advanceTimersByTimeAsync(1_000)
  }
  reporter.report({ ...HIT, subject: 'token b', count: 7 })
  await reporter.close()
  expect(reporter.sent).toEqual([
    [0, 'token a', 1],
    [10, 'token a', 9],
    [20, 'token a', 10],
    [25, 'token a', 5],
    [25, 'token b', 7],
  ])
})

test('nothing is lost while Kafka is away', async () => {
  const reporter = aReporter()
  reporter.kafka.isAway = true
  reporter.report(HIT)
  await vi.advanceTimersByTimeAsync(5_000)
  reporter.report(HIT)
  reporter.kafka.isAway = false
  await vi.advanceTimersByTimeAsync(10_000)
  expect(reporter.sent).toEqual([[10, 'token a', 2]])
  await reporter.close()
})

test('the subjects of a period are bounded, the occurrences are all counted, long and hidden text is cut and shown', async () => {
  const reporter = aReporter()
  for (let n = 0; n < 1_000; n += 1) reporter.report({ ...HIT, subject: `token ${n}\u202e${'x'.repeat(500)}` })
  await vi.advanceTimersByTimeAsync(10)
  await reporter.close()
  expect(reporter.sent).toHaveLength(101)
  expect(reporter.sent.reduce((sum, [, , count]) => sum + count, 0)).toBe(1_000)
  expect(reporter.sent[0]?.[1]).toMatch(/^token 0\\u202Ex+$/)
  expect(reporter.sent.at(-1)).toEqual([0, 'others', 900])
})

test('closing does not wait for a Kafka that does not answer', async () => {
  const reporter = createDiagnosticReporter({ send: () => new Promise(() => {}), topic: 'sources' })
  reporter.report(HIT)
  const closed = reporter.close()
  await vi.advanceTimersByTimeAsync(1_000)
  await closed
})
