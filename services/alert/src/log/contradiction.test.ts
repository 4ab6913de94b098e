import type { LogRecord } from '@landfall/kafka'
import { createLogger, createMetrics } from '@landfall/runtime'
import { anAlert } from '@landfall/testkit'
import { describe, expect, test } from 'vitest'
import { createAlertStore } from '../domain/create-alert-store.ts'
import { followLog } from './follow-log.ts'

const NOW_MS = Date.UTC(2026, 10, 27)
const HOUR_MS = 3_600_000

const neverNeeded = () => Promise.reject(new Error('nothing is archived'))

/** Reads these versions, appended at that time; returns what is reported to operators, and the metrics. */
const follow = async (alerts: readonly ReturnType<typeof anAlert>[], timestampMs = NOW_MS) => {
  const reported: unknown[] = []
  const metrics = createMetrics()
  const { onAlerts } = followLog({
    store: createAlertStore(),
    records: { recall: neverNeeded, refold: neverNeeded },
    logger: createLogger({ name: 'test', level: 'silent' }),
    metrics,
    clock: () => NOW_MS,
    report: (occurrence) => reported.push(occurrence),
    onChange: () => {},
    onPosition: () => {},
  })
  const records = alerts.map(
    (alert, offset): LogRecord => ({
      partition: 0,
      offset,
      timestampMs,
      key: alert.alertId,
      value: Buffer.from(JSON.stringify(alert)),
      headers: {},
    }),
  )
  await onAlerts({ partition: 0, records, nextOffset: records.length, highWatermark: records.length })
  return { reported, metrics: await metrics.registry.metrics() }
}

describe('another content under a version that is known', () => {
  const versions = [anAlert(), anAlert({ severity: 'alarm' })]

  test('is reported to operators, and counted', async () => {
    const { reported, metrics } = await follow(versions)
    const { alertId, exercise } = anAlert()
    expect(reported).toEqual([
      { cause: 'contradiction', subject: 'alerts', exercise, detail: expect.stringContaining(`${alertId} version 1`) },
    ])
    expect(metrics).toMatch(/alert_records_total\{topic="alerts",outcome="contradiction"\} 1/)
  })

  test('is reported no more a day after it was written: at a start the log may be read from its beginning', async () => {
    expect((await follow(versions, NOW_MS - 23 * HOUR_MS)).reported).toHaveLength(1)
    expect((await follow(versions, NOW_MS - 25 * HOUR_MS)).reported).toEqual([])
  })
})

test('a repeat of a version is not reported', async () => {
  expect((await follow([anAlert(), anAlert(), anAlert({ version: 2 }), anAlert()])).reported).toEqual([])
})
