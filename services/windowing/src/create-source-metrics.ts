import type { Metrics } from '@landfall/runtime'
import type { PartitionView } from '@landfall/stage'
import type { EmittedSourceAlert } from './domain/sources/source-alert.ts'
import { type SourcesState, sortedSources } from './domain/sources/sources-state.ts'
import { expectationOf, type TrackedSource } from './domain/sources/tracked-source.ts'

/** The silent ones, then the most recently active: more label values than this help nobody. */
const SOURCES_SHOWN_MAX = 200

/** Of the instance that watches the sources; the others show none. */
export const createSourceMetrics = (metrics: Metrics, open: ReadonlyMap<number, PartitionView<SourcesState>>) => {
  const labels = ['source', 'kind']
  const heard = metrics.gauge('source_last_heard_timestamp_seconds', 'When it was last heard, by the log', labels)
  const expected = metrics.gauge('source_expected_interval_seconds', 'Given or learned; absent: not watched', labels)
  const silent = metrics.gauge('source_silent', '1 while an alert says that it is silent', labels)
  const versions = metrics.counter(
    'windowing_source_alert_versions_total',
    'Versions of alerts about sources emitted',
    ['status'],
  )
  const known = metrics.gauge('windowing_known_sources', 'Sources that have a place, watched or not')
  const diagnostics = metrics.gauge('windowing_open_diagnostics', 'What is amiss with the system itself', ['cause'])
  const calling = metrics.gauge('windowing_calling_devices', 'Devices that have called for help, or are tested', [
    'world',
    'what',
  ])
  const refused = metrics.gauge('windowing_refused_sources', 'Refusals for want of a place since the limit was reached')

  return {
    onAlerts: (outputs: readonly EmittedSourceAlert[]): void => {
      for (const { alert } of outputs) versions.inc({ status: alert.status })
    },
    observe: (): void => {
      for (const gauge of [heard, expected, silent, known, refused, diagnostics, calling]) gauge.reset()
      for (const { state } of open.values()) {
        known.set({}, state.sources.size)
        for (const { cause } of state.diagnostics.values()) diagnostics.inc({ cause })
        for (const { exercise, calls } of state.calling.values())
          calling.inc({ world: exercise ? 'exercise' : 'real', what: calls.length > 0 ? 'call' : 'test' })
        refused.set({}, state.limit.refusedCount)
        const shown = sortedSources(state).toSorted(
          (a, b) => isSilent(b) - isSilent(a) || b.activeWatchedClockMs - a.activeWatchedClockMs,
        )
        for (const source of shown.slice(0, SOURCES_SHOWN_MAX)) {
          const of = { source: source.id, kind: source.kind }
          heard.set(of, source.activeLoggedAtMs / 1_000)
          silent.set(of, isSilent(source))
          const expectation = state.policy === null ? null : expectationOf(source, state.policy)
          if (expectation !== null) expected.set(of, expectation.intervalMs / 1_000)
        }
      }
    },
  }
}
export type SourceMetrics = ReturnType<typeof createSourceMetrics>

const isSilent = ({ alert }: TrackedSource): number => Number(alert?.status === 'open')
