import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { createHealth } from './create-health.ts'
import { createMetrics } from './create-metrics.ts'
import { opsRoutes } from './ops-routes.ts'

const build = async (maySeeParts = true) => {
  const metrics = createMetrics()
  const health = createHealth()
  const app = Fastify()
  await app.register(opsRoutes({ metrics, health, maySeeParts: () => maySeeParts, guardMetrics: () => {} }))
  return { metrics, health, app }
}

test('/health/live answers whatever the state of the backing services', async () => {
  const { app, health } = await build()
  health.set('kafka', { ok: false })
  const answer = await app.inject('/health/live')
  expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'ok' }])
})

test('/health/ready is 503 until every backing service is ready, and names them', async () => {
  const { app, health } = await build()
  const ask = async () => {
    const answer = await app.inject('/health/ready')
    return [answer.statusCode, answer.json()]
  }
  expect(await ask()).toEqual([503, { ready: false, parts: {} }])
  let isUp = false
  health.set('redis', { ok: true })
  health.set('kafka', () => ({ ok: isUp, detail: isUp ? 'up' : 'down' }))
  expect(await ask()).toEqual([
    503,
    { ready: false, parts: { redis: { ok: true }, kafka: { ok: false, detail: 'down' } } },
  ])
  isUp = true
  expect(await ask()).toEqual([200, { ready: true, parts: { redis: { ok: true }, kafka: { ok: true, detail: 'up' } } }])
  health.set('redis', { ok: false })
  expect((await ask())[0]).toBe(503)
})

test('whoever may not see the parts sees the status alone', async () => {
  const { app, health } = await build(false)
  health.set('kafka', { ok: false, detail: 'broker 10.0.0.7 does not answer' })
  const answer = await app.inject('/health/ready')
  expect([answer.statusCode, answer.json()]).toEqual([503, { ready: false }])
})

test('metrics are Prometheus text, prefixed, with those of the process', async () => {
  const { app, metrics } = await build()
  metrics.counter('records_total', 'Records handled', ['outcome']).inc({ outcome: 'accepted' }, 3)
  metrics.gauge('queue_bytes', 'Bytes waiting').set(7)
  metrics.histogram('batch_seconds', 'Time per batch').observe(0.002)
  const { headers, body } = await app.inject('/metrics')
  expect(headers['content-type']).toContain('text/plain')
  expect(body).toContain('landfall_records_total{outcome="accepted"} 3')
  expect(body).toContain('landfall_queue_bytes 7')
  expect(body).toContain('landfall_batch_seconds_bucket{le="0.0025"} 1')
  expect(body).toContain('process_cpu_seconds_total')
})

test('two registries in one process are independent', () => {
  for (const { counter } of [createMetrics(), createMetrics()]) expect(() => counter('a_total', 'A')).not.toThrow()
})

test('a metric name given with the prefix is refused', () => {
  expect(() => createMetrics().counter('landfall_records_total', 'twice')).toThrow(/prefix/)
})
