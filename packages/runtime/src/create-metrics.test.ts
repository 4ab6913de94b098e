import { expect, test } from 'vitest'
import { createMetrics } from './create-metrics.ts'

test('names get the prefix, once', async () => {
  const metrics = createMetrics()
  metrics.counter('records_total', 'Records.', ['outcome']).inc({ outcome: 'taken' })
  expect(await metrics.registry.metrics()).toContain('landfall_records_total{outcome="taken"} 1')
  expect(() => metrics.gauge('landfall_craft', 'Craft.')).toThrow('landfall_craft: the prefix')
})

test('only counters are called _total, also among the process’s own', async () => {
  const all = await createMetrics().registry.getMetricsAsJSON()
  expect(all.filter(({ name, type }) => name.endsWith('_total') && String(type) !== 'counter')).toEqual([])
  expect(all.map(({ name }) => name)).toContain('process_resident_memory_bytes')
})
