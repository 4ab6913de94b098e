import { SourceKind } from '@landfall/contracts'
import type { Metrics } from '@landfall/runtime'
import type { WeightedSemaphore } from './create-weighted-semaphore.ts'
import type { Validation } from './domain/create-validator.ts'
import type { Incoming } from './domain/incoming.ts'
import { sourceFieldOf } from './domain/rejected-record.ts'

export const createIngestMetrics = (metrics: Metrics) => {
  const accepted = metrics.counter('ingest_accepted_total', 'Observations acknowledged by Kafka', ['where', 'kind'])
  const rejected = metrics.counter('ingest_rejected_total', 'Records refused, by reason', ['where', 'code', 'kind'])
  const failed = metrics.counter('ingest_failed_total', 'Records neither taken nor refused, Kafka being away', [
    'where',
  ])
  const notStored = metrics.counter(
    'ingest_not_stored_total',
    'Records refused and not stored, the feeder having used its budget',
    ['where'],
  )
  const produce = metrics.histogram('ingest_produce_seconds', 'From handing records to Kafka to its acknowledgement')
  const refusedSources = metrics.counter('ingest_refused_sources_total', 'Activity of sources that have no place')
  const waiting = metrics.gauge('ingest_waiting_records', 'Records handed to Kafka and not yet acknowledged')
  return {
    produce,
    countRefusedSource: (): void => refusedSources.inc(),
    watchSemaphore: (semaphore: WeightedSemaphore): void => {
      // Collected when the metrics are scraped.
      Object.assign(waiting, { collect: () => waiting.set(semaphore.used()) })
    },
    /** Counts first, then increments once per label: a labelled increment costs as much as reading a position. */
    countChunk: (where: string, records: readonly Incoming[], validations: readonly Validation[]): void => {
      const taken = new Map<string, number>()
      for (const [index, validation] of validations.entries()) {
        if (validation.ok) addOne(taken, validation.observation.source.kind)
        else rejected.inc({ where, code: validation.rejection.code, kind: kindOf(records[index]) })
      }
      for (const [kind, n] of taken) accepted.inc({ where, kind }, n)
    },
    countNotStored: (where: string): void => notStored.inc({ where }),
    countFailed: (where: string, records: number): void => failed.inc({ where }, records),
  }
}
export type IngestMetrics = ReturnType<typeof createIngestMetrics>

const addOne = (counts: Map<string, number>, key: string): unknown => counts.set(key, (counts.get(key) ?? 0) + 1)

const KINDS: ReadonlySet<unknown> = new Set(SourceKind.options)

/** A label has few values, whatever a feeder writes into its records. */
const kindOf = (incoming: Incoming | undefined): string => {
  const kind = incoming?.kind === 'value' ? sourceFieldOf(incoming.value, 'kind') : undefined
  return KINDS.has(kind) ? String(kind) : 'unknown'
}
