import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, startKafka, startRedis } from '@landfall/infra-local'
import { waitFor } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { spawnMain } from '../e2e/spawn-main.ts'
import { CHAOS_PREFIX } from './await-expected-alerts.ts'

/** Longer than the minute after which a start once gave up. */
const AWAY_MS = 70_000
const READY_MS_MAX = 60_000
const TEST_MS_MAX = 240_000
const SERVICES = ['ingest', 'windowing', 'alert', 'webhooks'] as const
const say = (): void => {}

type Readiness = { readonly parts: Readonly<Record<string, { readonly ok: boolean; readonly detail?: string }>> }

test('services that start while no broker answers wait for more than a minute, say so, and go on when one comes', {
  timeout: TEST_MS_MAX,
}, async () => {
  await using open = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'landfall-chaos-'))
  open.defer(() => rm(folder, { recursive: true, force: true }))
  const redis = open.adopt(await startRedis({ dataDir: join(folder, 'redis'), say }), (handle) => handle.stop())
  const [nobody, kafkaPort] = [await freePort(), await freePort()]
  const webhooks = [{ id: 'desk', url: `http://127.0.0.1:${nobody}/hook`, secretFile: join(folder, 'secret') }]
  await writeFile(join(folder, 'secret'), 'a secret of the tests')
  await writeFile(join(folder, 'webhooks.json'), JSON.stringify({ webhooks }))
  const env = {
    KAFKA_BROKERS: `127.0.0.1:${nobody},127.0.0.1:${kafkaPort}`,
    REDIS_URL: redis.url,
    TOPIC_PREFIX: CHAOS_PREFIX,
    NMEA_PORT: 'off',
    WEBHOOKS_FILE: join(folder, 'webhooks.json'),
  }
  const ended: string[] = []
  const urls: string[] = []
  for (const name of SERVICES) {
    const port = await freePort()
    const { child, exited } = spawnMain(name, { ...env, HTTP_PORT: String(port) })
    urls.push(`http://127.0.0.1:${port}/health/ready`)
    void exited.then(([code, signal]) => ended.push(`${name} ended with ${code ?? signal}`))
    open.defer(async () => {
      child.kill('SIGTERM')
      await exited
    })
  }
  const readiness = (url: string) => fetch(url).catch(() => undefined)
  const areAll = (status: number) => async (): Promise<boolean> =>
    (await Promise.all(urls.map(readiness))).every((answer) => answer?.status === status)

  await waitFor(areAll(503), { timeoutMs: READY_MS_MAX, what: 'all services to say that they are not ready' })
  await sleep(AWAY_MS) // The length of the outage: no condition to wait for.
  for (const url of urls) {
    const { parts } = (await (await fetch(url)).json()) as Readiness
    expect(Object.values(parts).some(({ ok }) => !ok)).toBe(true)
  }
  expect(ended).toEqual([])
  const kafka = await startKafka({ port: kafkaPort, dataDir: join(folder, 'kafka'), say })
  open.defer(() => kafka.stop())
  await waitFor(areAll(200), { timeoutMs: READY_MS_MAX, what: 'all services to be ready' })
  expect(ended).toEqual([])
})
