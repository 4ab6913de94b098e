import { readFile } from 'node:fs/promises'
import { topics } from '@landfall/contracts'
import { ensureTopics, openProducer, readTopic } from '@landfall/kafka'
import { createLogger } from '@landfall/runtime'
import { anAlert, waitFor } from '@landfall/testkit'
import type { Bench, BenchContext, BenchRow } from './bench.ts'
import { startService } from './start-service.ts'

// A log of many alerts, each with 20 versions and then closed, and of one alert with very many notes, written once. The alert service is started on it without a
// checkpoint, which is how long it takes when the checkpoint is lost, and again once it has written one.

const PREFIX = 'alert-start'
const VERSIONS = 20
const NOTES = 22_000
/** Alerts that are open at the same time. */
const OPEN_TOGETHER = 500
const TOGETHER = 2_000
const HISTORIES = 20
const READY_MS_MAX = 600_000
const CHECKPOINT_MS_MAX = 120_000
const logger = createLogger({ name: 'bench', level: 'error' })

const run = async (context: BenchContext): Promise<readonly BenchRow[]> => {
  const { quick, say } = context
  const versions = quick ? 20_000 : 1_000_000
  const alerts = versions / VERSIONS
  const brokers = await context.kafkaBrokers()
  say(`writing ${versions} versions of ${alerts} alerts`)
  await writeLog(context, brokers, alerts)
  const env = { KAFKA_BROKERS: brokers, TOPIC_PREFIX: PREFIX }
  say('starting without a checkpoint')
  const first = await startTimed(env)
  const wholeMb = await rssMb(first.pid)
  if (!quick) await waitFor(() => hasCheckpoint(brokers), { timeoutMs: CHECKPOINT_MS_MAX, what: 'a checkpoint' })
  await first.stop()
  say('starting from the checkpoint')
  const second = await startTimed(env)
  const startMb = await rssMb(second.pid)
  const history = await historyMs(second.url, alerts)
  await second.stop()
  return [
    { measure: `ready with ${versions} versions`, value: second.readyMs, unit: 'ms', aim: { valueMax: 10_000 } },
    { measure: 'memory then', value: startMb, unit: 'MB', aim: { valueMax: 500 } },
    { measure: 'history of an alert, whole, the slowest', value: history, unit: 'ms', aim: { valueMax: 1_000 } },
    { measure: 'ready without a checkpoint', value: first.readyMs, unit: 'ms' },
    { measure: 'memory then, at its highest', value: wholeMb, unit: 'MB' },
  ]
}

export const alertStartBench: Bench = {
  name: 'alert-start',
  title: `the alert service starting on a long log: 20 versions of each alert, all closed; ${NOTES} notes on one more`,
  run,
}

const writeLog = async ({ open }: BenchContext, brokers: string, alerts: number): Promise<void> => {
  const names = topics(PREFIX)
  await ensureTopics({ brokers: [brokers], logger, specs: [names.alerts, names.actions] })
  const producer = await openProducer({
    brokers: [brokers],
    clientId: 'bench',
    logger,
    topics: [names.alerts, names.actions],
  })
  open.defer(() => producer.close())
  const send = async (count: number, recordAt: (at: number) => Parameters<typeof producer.send>[0][number]) => {
    for (let from = 0; from < count; from += TOGETHER) {
      const length = Math.min(TOGETHER, count - from)
      await producer.send(Array.from({ length }, (_, at) => recordAt(from + at)))
    }
  }
  await send(alerts * VERSIONS, (at) => {
    const inGroup = at % (OPEN_TOGETHER * VERSIONS)
    const version = Math.floor(inGroup / OPEN_TOGETHER) + 1
    const alertId = idOf(Math.floor(at / (OPEN_TOGETHER * VERSIONS)) * OPEN_TOGETHER + (inGroup % OPEN_TOGETHER))
    const status = version === VERSIONS ? 'cancelled' : 'open'
    return { topic: names.alerts.name, key: alertId, value: JSON.stringify(anAlert({ alertId, version, status })) }
  })
  const noted = anAlert({ alertId: idOf(alerts) })
  await send(1, () => ({ topic: names.alerts.name, key: noted.alertId, value: JSON.stringify(noted) }))
  const action = (alertId: string, given: object) => {
    const rest = { operator: 'anna', note: null, until: null, turn: 0, escalateAfterMs: null }
    const value = JSON.stringify({ type: 'action', alertId, ...rest, ...given })
    return { topic: names.actions.name, key: alertId, value }
  }
  await send(alerts, (at) => action(idOf(at), { actionId: 'close', action: 'close', expectedVersion: VERSIONS }))
  await send(NOTES, (at) => {
    const note = { actionId: `note-${at}`, action: 'note', note: 'seen again', expectedVersion: 1 }
    return action(noted.alertId, note)
  })
}

const idOf = (index: number): string => `nz-20261127-${index}`

const startTimed = async (env: Readonly<Record<string, string>>) => {
  const startedMs = performance.now()
  const service = await startService('alert', env, READY_MS_MAX)
  return { ...service, readyMs: performance.now() - startedMs }
}

/** The highest that the process has taken so far. */
const rssMb = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1_024
}

const hasCheckpoint = async (brokers: string): Promise<boolean> => {
  const { alertIndex } = topics(PREFIX)
  for await (const { key } of readTopic({ brokers: [brokers], clientId: 'bench', logger, topic: alertIndex.name })) {
    if (key === 'manifest') return true
  }
  return false
}

const historyMs = async (url: string, alerts: number): Promise<number> => {
  let slowestMs = 0
  for (let turn = 0; turn < HISTORIES; turn += 1) {
    const startedMs = performance.now()
    const alertId = idOf(Math.floor((turn * alerts) / HISTORIES))
    const response = await fetch(`${url}/v1/alerts/${alertId}/history?limit=1000`)
    const { entries } = (await response.json()) as { readonly entries: readonly object[] }
    if (entries.length !== VERSIONS + 1) throw new Error(`${alertId}: ${entries.length} entries`)
    slowestMs = Math.max(slowestMs, performance.now() - startedMs)
  }
  return slowestMs
}
