import { randomInt } from 'node:crypto'
import { openHttpAccess, Quotas } from '@landfall/access'
import { topics } from '@landfall/contracts'
import {
  createDiagnosticReporter,
  type EnsuredTopics,
  kafkaClientOf,
  openProducer,
  readDiskSpace,
  reportUnusedPartitions,
} from '@landfall/kafka'
import {
  createHealth,
  createMetrics,
  createSettingFiles,
  type Health,
  type Logger,
  type Metrics,
  type SettingFiles,
} from '@landfall/runtime'
import { buildIngestApp } from './build-ingest-app.ts'
import { createAccept } from './create-accept.ts'
import { createIngestMetrics } from './create-ingest-metrics.ts'
import { createQuotaGate, type QuotaGate, type QuotaGateDeps } from './create-quota-gate.ts'
import { createSourceHeartbeat } from './create-source-heartbeat.ts'
import { createWeightedSemaphore } from './create-weighted-semaphore.ts'
import { createFeederQuotas } from './domain/create-feeder-quotas.ts'
import type { HashKey } from './domain/create-keyed-hash.ts'
import { createNewcomerQuotas, type NewcomerQuotas } from './domain/create-newcomer-quotas.ts'
import { createRefusedBudget } from './domain/create-refused-budget.ts'
import type { HttpLimits } from './http/http-limits.ts'
import type { IngestConfig } from './ingest-config.ts'
import { keepTopics } from './keep-topics.ts'
import type { NmeaLimits } from './nmea/nmea-limits.ts'
import { nmeaSourcesOf } from './nmea/nmea-settings.ts'
import { openNmea } from './nmea/open-nmea.ts'
import { openFeederAudit } from './open-feeder-audit.ts'
import { watchDisk } from './watch-disk.ts'

export type IngestSpec = {
  readonly config: IngestConfig
  readonly logger: Logger
  readonly clock?: () => number
  readonly limits?: Partial<HttpLimits>
  readonly nmeaLimits?: Partial<NmeaLimits>
}

/** Records in flight to Kafka, all inputs together; about 100 MB at most. */
const RECORDS_IN_FLIGHT_MAX = 50_000

/** Exercises in flight to Kafka: more are refused with 429, while real records have their own 50,000. */
const EXERCISE_QUEUE_MAX = { queueRecordsMax: 20_000, queueBytesMax: 16 * 1_048_576 } as const

/** A feeder should not wait longer for a Kafka that is away; it is asked to send again. */
const DELIVERY_MS_MAX = 10_000

/** Opens the whole service onto `open`. It listens at once, and answers 503 while Kafka does not. */
export const openIngest = async (open: AsyncDisposableStack, spec: IngestSpec) => {
  const { config, logger, clock = Date.now, limits = {}, nmeaLimits = {} } = spec
  const metrics = createMetrics()
  const health = createHealth()
  const ingestMetrics = createIngestMetrics(metrics)
  const files = createSettingFiles({ logger, metrics, health })
  const onRefused = ingestMetrics.countRefusedSource
  const connection = await openKafka(open, spec, { health, metrics, files, onRefused })
  const { failed, send, sendExercise, isKafkaUp, isDiskLow, recordActivity, report, kafka, topicsExist } = connection
  const all = topics(config.TOPIC_PREFIX, config)
  const { observations, exerciseObservations, rejected, sources } = all
  const access = openFeederAudit(open, { kafka, send, isKafkaUp, topics: all, topicsExist, clock, metrics })
  const { trail, sessionLog, onForeignSource, onQuotaHit } = access
  const semaphore = createWeightedSemaphore(RECORDS_IN_FLIGHT_MAX)
  ingestMetrics.watchSemaphore(semaphore)
  const quotas = Quotas.parse(config.QUOTAS)
  const quotaGate = quotaGateOf(quotas, { clock, logger, metrics, health, report, onHit: onQuotaHit })
  const accept = createAccept({
    send,
    sendExercise,
    isKafkaUp,
    topics: {
      observations: observations.name,
      exerciseObservations: exerciseObservations.name,
      rejected: rejected.name,
      sources: sources.name,
    },
    clock,
    semaphore,
    metrics: ingestMetrics,
    refusedBudget: createRefusedBudget(quotas.refusedBytesPerHour),
    quotaGate,
    isDiskLow,
    onForeignSource,
    onSourceActivity: recordActivity,
  })

  // No page of another origin may feed: the alert service passes the console's reports on.
  const http = await openHttpAccess(open, {
    config,
    logger,
    metrics,
    files,
    clock,
    allowedOrigins: [],
    trail,
    sessionLog,
  })
  const { app, routes } = buildIngestApp({ logger, metrics, health, accept, isKafkaUp, quotaGate, http, limits })
  open.defer(() => app.close())
  // With the default backlog of 511 the kernel resets a burst of new connections before we can answer.
  const address = await app.listen({ host: config.HTTP_HOST, port: config.HTTP_PORT, backlog: config.CONNECTIONS_MAX })
  logger.info({ event: 'http.listening', address })

  const nmeaPorts = await openNmea(open, {
    sources: nmeaSourcesOf(config),
    accept,
    quotaGate,
    logger,
    metrics,
    health,
    clock,
    onSourceActivity: recordActivity,
    limits: nmeaLimits,
  })

  return { failed, address, routes, accept, nmeaPorts }
}

const quotaGateOf = (defaults: Quotas, deps: Omit<QuotaGateDeps, 'quotas' | 'newcomers'>): QuotaGate => {
  const newcomers = (): NewcomerQuotas => createNewcomerQuotas({ defaults, key: drawHashKey() })
  return createQuotaGate({
    ...deps,
    quotas: createFeederQuotas({ defaults }),
    newcomers: { real: newcomers(), exercise: newcomers() },
  })
}

const drawHashKey = (): HashKey => [randomInt(2 ** 32), randomInt(2 ** 32)]

type Observers = {
  readonly health: Health
  readonly metrics: Metrics
  readonly files: SettingFiles
  readonly onRefused: () => void
}

/** The producer, the topics, the heartbeat of sources and the reporter of diagnostics, each closed with `open`; and the health of it all. */
const openKafka = async (
  open: AsyncDisposableStack,
  { config, logger }: IngestSpec,
  { health, metrics, files, onRefused }: Observers,
) => {
  const kafka = kafkaClientOf(config, 'landfall-ingest', logger, files)
  const { observations, exerciseObservations, rejected, sources, audit, sessions } = topics(config.TOPIC_PREFIX, config)
  const specs = [observations, exerciseObservations, rejected, sources, audit, sessions]
  const toKafka = { ...kafka, topics: specs, deliveryMsMax: DELIVERY_MS_MAX }
  const producer = await openProducer(toKafka)
  open.defer(() => producer.close())
  const exerciseProducer = await openProducer({ ...toKafka, ...EXERCISE_QUEUE_MAX })
  open.defer(() => exerciseProducer.close())
  const onEnsured = (ensured: EnsuredTopics) => reportUnusedPartitions(ensured, { health, metrics })
  const topicsKept = keepTopics({ ...kafka, specs, settings: config }, onEnsured)
  open.defer(() => topicsKept.close())
  const isKafkaUp = (): boolean => topicsKept.exist() && producer.state() === 'up'
  health.set('kafka', () => {
    const trouble = isKafkaUp() ? topicsKept.sealed(observations) : 'Kafka does not answer'
    if (trouble !== undefined) return { ok: false, detail: trouble }
    const ofExercises = topicsKept.sealed(exerciseObservations)
    return { ok: true, ...(ofExercises !== undefined && { detail: ofExercises }) } // The real are taken.
  })
  const heartbeat = createSourceHeartbeat({ send: producer.send, topic: sources.name, onRefused })
  open.defer(() => heartbeat.close())
  const reporter = createDiagnosticReporter({ send: producer.send, topic: sources.name })
  open.defer(() => reporter.close())
  const disk = watchDisk({
    ...{ logger, metrics, health, report: reporter.report, bytesMin: config.KAFKA_DISK_BYTES_MIN },
    read: async () => (isKafkaUp() ? readDiskSpace({ ...kafka, topic: observations.name }) : null),
  })
  open.defer(() => disk.close())
  return {
    failed: topicsKept.failed,
    send: topicsKept.watch(observations, producer.send),
    sendExercise: topicsKept.watch(exerciseObservations, exerciseProducer.send),
    isKafkaUp,
    isDiskLow: disk.isLow,
    recordActivity: heartbeat.recordActivity,
    report: reporter.report,
    kafka,
    topicsExist: topicsKept.created,
  }
}
