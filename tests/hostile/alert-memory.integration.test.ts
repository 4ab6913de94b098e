import { randomUUID } from 'node:crypto'
import { topics } from '@landfall/contracts'
import { ensureTopics, openProducer } from '@landfall/kafka'
import { createLogger, readConfig } from '@landfall/runtime'
import { anAlert } from '@landfall/testkit'
import { expect, inject, test } from 'vitest'
import { AlertConfig } from '../../services/alert/src/alert-config.ts'
import { STORE_LIMITS } from '../../services/alert/src/domain/create-alert-store.ts'
import { openAlertService } from '../../services/alert/src/open-alert-service.ts'

// A log of many alerts that are over: what the alert service holds of it is bounded, and nothing of it is lost.

const ALERTS = 5_000
const VERSIONS = 10
const TOGETHER = 2_000
const ANSWER_MS_MAX = 5_000
const logger = createLogger({ name: 'test', level: 'silent' })

test('50,000 versions of 5,000 alerts that are over', async () => {
  await using open = new AsyncDisposableStack()
  const brokers = inject('kafkaBrokers')
  const prefix = `h${randomUUID().slice(0, 8)}`
  const { alerts, actions } = topics(prefix)
  await ensureTopics({ brokers: [brokers], logger, specs: [alerts, actions] })
  const producer = await openProducer({ brokers: [brokers], clientId: 'hostile', logger, topics: [alerts, actions] })
  open.defer(() => producer.close())
  const idOf = (index: number): string => `nz-20261127-${index}`
  const versions = Array.from({ length: ALERTS * VERSIONS }, (_, at) => {
    const version = Math.floor(at / ALERTS) + 1
    const alertId = idOf(at % ALERTS)
    const status = version === VERSIONS ? 'cancelled' : 'open'
    return { topic: alerts.name, key: alertId, value: JSON.stringify(anAlert({ alertId, version, status })) }
  })
  const closed = Array.from({ length: ALERTS }, (_, at) => {
    const action = { type: 'action', actionId: 'close', alertId: idOf(at), action: 'close', expectedVersion: VERSIONS }
    const rest = { operator: 'anna', note: null, until: null, turn: 0, escalateAfterMs: null }
    return { topic: actions.name, key: idOf(at), value: JSON.stringify({ ...action, ...rest }) }
  })
  const records = [...versions, ...closed]
  for (let at = 0; at < records.length; at += TOGETHER) await producer.send(records.slice(at, at + TOGETHER))

  const config = readConfig(AlertConfig, { KAFKA_BROKERS: brokers, TOPIC_PREFIX: prefix, HTTP_PORT: '0' })
  const { address, store } = await openAlertService(open, { config, logger })
  const ask = async (path: string) => (await fetch(`${address}${path}`)).json()
  expect(await ask('/v1/status')).toMatchObject({
    alerts: { held: ALERTS, versions: ALERTS * VERSIONS, actions: ALERTS, byStatus: { cancelled: ALERTS } },
  })
  expect([store.memory.listed.size, store.memory.recent.size]).toEqual([0, STORE_LIMITS.recentAlertsMax])
  const inWindow = store.window.versions.length + store.window.actions.length
  expect(inWindow / STORE_LIMITS.windowRecordsMax).toBeLessThanOrEqual(1.1)

  const startedAtMs = performance.now()
  const { entries } = (await ask(`/v1/alerts/${idOf(7)}/history`)) as { readonly entries: readonly object[] }
  expect(entries).toHaveLength(VERSIONS + 1)
  expect(performance.now() - startedAtMs).toBeLessThan(ANSWER_MS_MAX)

  const seen = new Set<string>()
  for (let cursor: string | null = String(ALERTS); cursor !== null; ) {
    const page = (await ask(`/v1/alerts?status=cancelled&limit=1000&cursor=${cursor}`)) as Page
    for (const { alertId } of page.alerts) seen.add(alertId)
    cursor = page.nextCursor
  }
  expect(seen.size).toBe(ALERTS)
}, 180_000)

type Page = { readonly alerts: readonly { readonly alertId: string }[]; readonly nextCursor: string | null }
