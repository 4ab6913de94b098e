import { openHttpAccess, type QuotaChanges, type RefusedRequest } from '@landfall/access'
import type { OutRecord } from '@landfall/kafka'
import { createHealth, createLogger, createMetrics, readConfig } from '@landfall/runtime'
import { buildIngestApp, type IngestAppDeps } from '../build-ingest-app.ts'
import { createAccept } from '../create-accept.ts'
import { createIngestMetrics } from '../create-ingest-metrics.ts'
import { createWeightedSemaphore } from '../create-weighted-semaphore.ts'
import { createRefusedBudget } from '../domain/create-refused-budget.ts'
import { IngestConfig } from '../ingest-config.ts'
import { aQuotaGate, quotasOf } from './a-quota-gate.ts'

export const NOW_MS = Date.parse('2026-11-23T09:30:00Z')

type Given = Partial<Pick<IngestAppDeps, 'isKafkaUp' | 'limits'>> & {
  readonly tokensFile?: string
  readonly quotas?: QuotaChanges
  readonly isDiskLow?: () => boolean
  /** What stands for Kafka: resolves when it has acknowledged. */
  readonly send?: (records: readonly OutRecord[]) => Promise<unknown>
  readonly sendExercise?: (records: readonly OutRecord[]) => Promise<unknown>
}

/** The app with everything but Kafka; `log` is what was acknowledged. */
export const anIngestApp = async (given: Given = {}) => {
  const log: OutRecord[] = []
  const heard: string[] = []
  const said: { readonly event: string }[] = []
  const reported: object[] = []
  const foreign: string[] = []
  const metrics = createMetrics()
  const append = async (records: readonly OutRecord[]): Promise<unknown> => log.push(...records)
  const { send = append, isKafkaUp = () => true, limits = {}, tokensFile } = given
  const time = { nowMs: NOW_MS }
  const clock = (): number => time.nowMs
  const health = createHealth()
  health.set('kafka', () => ({ ok: isKafkaUp() }))
  const logger = createLogger({ name: 'ingest-test', write: (text) => said.push(JSON.parse(text)) })
  const report = (occurrence: object): void => void reported.push(occurrence)
  const quotaGate = aQuotaGate(given.quotas, { clock, logger, metrics, health, report })
  const accept = createAccept({
    send,
    sendExercise: given.sendExercise ?? send,
    isKafkaUp,
    topics: {
      observations: 'observations',
      exerciseObservations: 'exercise-observations',
      rejected: 'rejected',
      sources: 'sources',
    },
    clock,
    semaphore: createWeightedSemaphore(50_000),
    metrics: createIngestMetrics(metrics),
    refusedBudget: createRefusedBudget(quotasOf(given.quotas).refusedBytesPerHour),
    quotaGate,
    ...(given.isDiskLow && { isDiskLow: given.isDiskLow }),
    onForeignSource: ({ reportedBy }, reason) => foreign.push(`${reportedBy?.tokenName}: ${reason}`),
    onSourceActivity: ({ id }) => heard.push(id),
  })
  const config = readConfig(IngestConfig, { ALLOWED_HOSTS: 'ingest', TOKENS_FILE: tokensFile })
  const open = new AsyncDisposableStack()
  const access = await openHttpAccess(open, { config, logger, metrics, clock: Date.now, allowedOrigins: [] })
  const audited: RefusedRequest[] = []
  const audit = (refused: RefusedRequest): void => void audited.push(refused)
  const http = { ...access, audit }
  const { app } = buildIngestApp({ logger, metrics, health, accept, isKafkaUp, quotaGate, http, limits })
  app.addHook('onClose', () => open.disposeAsync())
  const valuesIn = (topic: string): readonly Record<string, unknown>[] =>
    log.filter((record) => record.topic === topic).map(({ value }) => JSON.parse(String(value)))
  return { app, log, heard, reported, foreign, said, time, metrics, valuesIn, append, audited }
}
