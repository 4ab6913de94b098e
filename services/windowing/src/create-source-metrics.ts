import type { SourceSilentAlert } from '@landfall/contracts'
import type { Metrics } from '@landfall/runtime'
import type { SourcesPartition } from './domain/sources/sources-partition.ts'
import { expectationOf } from './domain/sources/tracked-source.ts'

/** The silent ones, then those heard last: more label values than this help nobody. */
const SOURCES_SHOWN_MAX = 200

/** Of the instance that watches the sources; the others show none. */
export const createSourceMetrics = (metrics: Metrics, open: ReadonlyMap<number, SourcesPartition>) => {
  const labels = ['source', 'kind']
  const heard = metrics.gauge('source_last_heard_timestamp_seconds', 'When it was last heard, by the log', labels)
  const expected = metrics.gauge('source_expected_interval_seconds', 'Given or learned; absent: not watched', labels)
  const silent = metrics.gauge('source_silent', '1 while an alert says that it is silent', labels)
  const versions = metrics.counter('windowing_source_alert_versions_total', 'Source-silent versions told', ['status'])

  return {
    emitted: ({ status }: SourceSilentAlert): void => versions.inc({ status }),
    observe: (): void => {
      for (const gauge of [heard, expected, silent]) gauge.reset()
      for (const partition of open.values()) {
        const policy = partition.policy()
        const isOpen = ({ alert }: ReturnType<typeof partition.sources>[number]): number =>
          Number(alert?.status === 'open')
        const shown = partition.sources().toSorted((a, b) => isOpen(b) - isOpen(a) || b.heardMs - a.heardMs)
        for (const source of shown.slice(0, SOURCES_SHOWN_MAX)) {
          const of = { source: source.id, kind: source.kind }
          heard.set(of, source.heardAtMs / 1_000)
          silent.set(of, isOpen(source))
          const expectation = policy === null ? null : expectationOf(source, policy)
          if (expectation !== null) expected.set(of, expectation.intervalMs / 1_000)
        }
      }
    },
  }
}
