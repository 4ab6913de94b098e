import { setTimeout as sleep } from 'node:timers/promises'
import type { AlertView } from '@landfall/contracts'
import { freePort } from '@landfall/infra-local'
import { anAlert, seeded, waitFor } from '@landfall/testkit'
import { expect, inject, test } from 'vitest'
import { call } from '../testing/call.ts'
import { randomReader } from '../testing/random-reader.ts'
import { spawnAlert } from '../testing/spawn-alert.ts'
import { newPrefix, openLogWriter } from '../testing/start-alert.ts'

const INSTANCES = 3
const READERS = 24
const ALERTS = 12
const WRITING_MS = 12_000
const severities = ['caution', 'warning', 'alarm'] as const

const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)] as T

test('with killed instances and lost connections no reader misses, repeats or reorders anything', async () => {
  const seed = Date.now() % 100_000
  const random = seeded(seed)
  const prefix = newPrefix()
  const env = { KAFKA_BROKERS: inject('kafkaBrokers'), TOPIC_PREFIX: prefix }
  await using open = new AsyncDisposableStack()
  const instances = await Promise.all(
    Array.from({ length: INSTANCES }, async () => open.use(await spawnAlert(await freePort(), env))),
  )
  const writer = open.use(await openLogWriter(env.KAFKA_BROKERS, prefix))
  const feedUrls = instances.map(({ feedUrl }) => feedUrl)

  let end: string | undefined
  const readers = Array.from({ length: READERS }, (_, index) => randomReader(feedUrls, seeded(seed + index)))
  const reading = readers.map((reader) =>
    reader.readUntil(() => end !== undefined && reader.isWhole() && reader.cursor() === end),
  )

  const versions = new Map<string, number>()
  let appended = 0
  const stopMs = performance.now() + WRITING_MS
  const write = async (): Promise<void> => {
    while (performance.now() < stopMs) {
      const alertId = `nz-20261123-${Math.floor(random() * ALERTS)}`
      const version = (versions.get(alertId) ?? 0) + 1
      versions.set(alertId, version)
      const alert = anAlert({ alertId, version, severity: pick(severities, random) })
      const sent = random() < 0.2 ? [alert, alert] : [alert] // Repeats come from windowing after a crash.
      await writer.alerts(...sent)
      appended += sent.length
      await sleep(random() * 10)
    }
  }
  let acted = 0
  const act = async (): Promise<void> => {
    while (performance.now() < stopMs) {
      const [alertId = ''] = pick([...versions], random) ?? []
      const closing = { action: 'close', reason: 'resolved', note: 'All ashore.' }
      const what = pick([{ action: 'acknowledge' }, closing, { action: 'reopen' }], random)
      const body = { ...what, expectedVersion: versions.get(alertId) }
      const url = `${pick(instances, random).address}/v1/alerts/${alertId}/actions`
      const answer = await call(url, { body }).catch(() => null) // The instance may be the one that was just killed.
      if (answer?.status === 200) acted += 1
      await sleep(random() * 30)
    }
  }
  const kill = async (): Promise<void> => {
    while (performance.now() < stopMs) {
      await sleep(1_500)
      const victim = pick(instances, random)
      await (random() < 0.7 ? victim.kill() : victim.stop())
      await victim.start()
    }
  }
  await Promise.all([write(), sleep(500).then(act), kill()])

  const statuses = () => Promise.all(instances.map(async ({ address }) => (await call(`${address}/v1/status`)).body))
  const haveAll = async (): Promise<string | undefined> => {
    const cursors = (await statuses()).map(({ cursor }) => cursor as string)
    const isAll = new Set(cursors).size === 1 && cursors[0]?.startsWith(`a${appended}.`)
    return isAll ? cursors[0] : undefined
  }
  end = await waitFor(haveAll, { what: 'all instances to have read the log to its end' })
  await Promise.all(reading)

  const [first = [], ...others] = await Promise.all(
    instances.map(async ({ address }) => (await call(`${address}/v1/alerts?limit=1000`)).body.alerts as AlertView[]),
  )
  for (const other of others) expect(other).toEqual(first)
  expect(new Map(first.map(({ alertId, version }) => [alertId, version]))).toEqual(versions)
  const expected = new Map(first.map((alert) => [alert.alertId, alert]))
  for (const reader of readers) {
    expect([`seed ${seed}`, reader.faults]).toEqual([`seed ${seed}`, []])
    expect(reader.held).toEqual(expected)
  }
  const total = (name: 'connections' | 'resumed' | 'alerts') => readers.reduce((sum, { seen }) => sum + seen[name], 0)
  expect([acted > 20, total('resumed') > READERS, total('alerts') > READERS * 100]).toEqual([true, true, true])
})
