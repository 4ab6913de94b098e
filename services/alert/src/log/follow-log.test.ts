import type { LogRecord, TailBatch } from '@landfall/kafka'
import { createLogger, createMetrics, LandfallError } from '@landfall/runtime'
import { anAlert, hostileValues } from '@landfall/testkit'
import { expect, test, vi } from 'vitest'
import { createAlertStore } from '../domain/create-alert-store.ts'
import { anAction } from '../testing/a-version.ts'
import { followLog } from './follow-log.ts'

const batchOf = (values: readonly (Buffer | string | null)[], firstOffset = 0): TailBatch => {
  const records = values.map(
    (value, index): LogRecord => ({
      partition: 0,
      offset: firstOffset + index,
      timestampMs: 1_000,
      key: 'k',
      value: typeof value === 'string' ? Buffer.from(value) : value,
      headers: {},
    }),
  )
  const nextOffset = firstOffset + values.length
  return { partition: 0, records, nextOffset, highWatermark: nextOffset }
}

const aFollower = (onChange = vi.fn()) => {
  const store = createAlertStore()
  const logger = createLogger({ name: 'test', level: 'silent' })
  const errors = vi.spyOn(logger, 'error')
  const metrics = createMetrics()
  const down = async (): Promise<never> => {
    throw new LandfallError('LF_BROKER_REFUSED', 'not allowed', { retryable: false })
  }
  const records = { recall: down, refold: down }
  const { onAlerts, onActions } = followLog({
    ...{ store, records, logger, metrics, onChange, onPosition: () => {} },
    ...{ clock: () => 1_000, report: () => {} },
  })
  const outcomes = async (topic: string) => {
    const counted = await metrics.registry.getSingleMetric('landfall_alert_records_total')?.get()
    const ofTopic = counted?.values.filter(({ labels }) => labels['topic'] === topic) ?? []
    return Object.fromEntries(ofTopic.map(({ labels, value }) => [labels['outcome'], value]))
  }
  return { store, errors, onAlerts, onActions, outcomes }
}

test.each(hostileValues)('%s in either topic is counted, logged once with its place, and skipped', async (_, value) => {
  const { store, errors, onAlerts, onActions, outcomes } = aFollower()
  await onActions(batchOf([value]))
  await onAlerts(batchOf([value, JSON.stringify(anAlert())]))
  expect(errors.mock.calls.map(([line]) => line)).toMatchObject([
    { event: 'record.unreadable', topic: 'actions', partition: 0, offset: 0 },
    { event: 'record.unreadable', topic: 'alerts', partition: 0, offset: 0 },
  ])
  expect(await outcomes('alerts')).toEqual({ unreadable: 1, taken: 1 })
  expect(await outcomes('actions')).toEqual({ unreadable: 1 })
  expect([store.position, [...store.alerts.keys()]]).toEqual([{ alerts: 2, actions: 1 }, [anAlert().alertId]])
})

test('a record that throws is skipped, and the alerts after it are taken', async () => {
  const onChange = vi.fn(({ after }) => {
    if (after.version.alertId === 'thrower') throw new TypeError('half done')
  })
  const { store, errors, onAlerts, outcomes } = aFollower(onChange)
  await onAlerts(batchOf([anAlert({ alertId: 'thrower' }), anAlert()].map((alert) => JSON.stringify(alert))))
  expect(errors.mock.calls.map(([line]) => line)).toMatchObject([
    { event: 'record.passed-over', topic: 'alerts', partition: 0, offset: 0 },
  ])
  expect(await outcomes('alerts')).toMatchObject({ threw: 1 })
  expect([store.position.alerts, onChange.mock.calls.length]).toEqual([2, 2])
})

test('what Kafka throws is not the fault of a record', async () => {
  const { store, onAlerts, onActions } = aFollower()
  await onAlerts(batchOf([JSON.stringify(anAlert())]))
  const entry = store.alerts.get(anAlert().alertId)
  if (entry === undefined) throw new Error('not taken')
  entry.fold = null
  const { offset: _offset, timeMs: _timeMs, untilMs: _untilMs, ...action } = anAction({ alertId: anAlert().alertId })
  const record = JSON.stringify({ type: 'action', ...action, until: null })
  await expect(onActions(batchOf([record]))).rejects.toThrow('not allowed')
})

test('a version whose bytes are not UTF-8 is passed on as text that is', async () => {
  const { store, onAlerts } = aFollower()
  const bytes = Buffer.from(JSON.stringify(anAlert({ reason: 'x~x' })))
  bytes[bytes.indexOf('~')] = 0xff
  await onAlerts(batchOf([bytes]))
  const json = store.alerts.get(anAlert().alertId)?.fold?.now?.version.json
  expect(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json))).toMatchObject({ reason: 'x\ufffdx' })
})
