import type { Metrics } from '@landfall/runtime'
import type { RefusalCode } from './refused.ts'

export const createHttpMetrics = (metrics: Metrics) => {
  const requests = metrics.gauge('ingest_http_requests', 'Requests being read or waiting for Kafka')
  const bytes = metrics.counter('ingest_http_body_bytes_total', 'Bytes of bodies read, unpacked')
  const refused = metrics.counter('ingest_http_refused_total', 'Requests not or not wholly taken, by reason', ['code'])
  return {
    countBytes: (n: number): void => bytes.inc(n),
    countRequests: (n: number): void => requests.set(n),
    countRefused: (code: RefusalCode): void => refused.inc({ code }),
  }
}
export type HttpMetrics = ReturnType<typeof createHttpMetrics>
