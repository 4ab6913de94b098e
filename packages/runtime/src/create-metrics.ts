import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

const PREFIX = 'landfall_'

/** From 1 ms to 10 s, for requests and batches. In seconds, as is usual for Prometheus. */
const SECONDS_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Gauges that prom-client calls `_total`, against Prometheus's naming rules; those without the suffix give the same by type. */
const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total']

/** All metrics of one process. Names are given without the prefix: `counter('records_total', …)` is `landfall_records_total`. */
export const createMetrics = () => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  for (const name of MISNAMED) registry.removeSingleMetric(name)
  const described = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) => {
    if (name.startsWith(PREFIX)) throw new RangeError(`metric ${name}: the prefix ${PREFIX} is added automatically`)
    return { name: `${PREFIX}${name}`, help, labelNames: [...labelNames], registers: [registry] }
  }
  return {
    registry,
    counter: <Label extends string = never>(name: string, help: string, labels: readonly Label[] = []) =>
      new Counter<Label>(described(name, help, labels)),
    gauge: <Label extends string = never>(name: string, help: string, labels: readonly Label[] = []) =>
      new Gauge<Label>(described(name, help, labels)),
    histogram: <Label extends string = never>(
      name: string,
      help: string,
      labels: readonly Label[] = [],
      buckets: readonly number[] = SECONDS_BUCKETS,
    ) => new Histogram<Label>({ ...described(name, help, labels), buckets: [...buckets] }),
  }
}
export type Metrics = ReturnType<typeof createMetrics>
export type { Counter, Gauge, Histogram } from 'prom-client'
