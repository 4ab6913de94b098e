import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { openAccessLog, openHttpAccess } from '@landfall/access'
import { topics, windowingGroups } from '@landfall/contracts'
import {
  createDiagnosticReporter,
  ensureTopics,
  kafkaClientOf,
  openTail,
  reportUnusedPartitions,
  waitUntilClosed,
} from '@landfall/kafka'
import { createHealth, createMetrics, createSettingFiles, type Logger } from '@landfall/runtime'
import { createActOnAlert } from './actions/create-act-on-alert.ts'
import { createAppendAction } from './actions/create-append-action.ts'
import { startEscalating } from './actions/start-escalating.ts'
import type { AlertConfig } from './alert-config.ts'
import { buildAlertApp } from './build-alert-app.ts'
import { type CheckpointLimits, startCheckpointing } from './checkpoint/start-checkpointing.ts'
import { startFromCheckpoint } from './checkpoint/start-from-checkpoint.ts'
import { createAlertStore, type StoreLimits } from './domain/create-alert-store.ts'
import { createLatestPositions } from './domain/create-latest-positions.ts'
import { createFeedHub } from './feed/create-feed-hub.ts'
import { createHeartbeat } from './feed/create-heartbeat.ts'
import { startFeedTimers } from './feed/start-feed-timers.ts'
import { loadShownAreas } from './load-shown-areas.ts'
import { createLogWaiters } from './log/create-log-waiters.ts'
import { followLog } from './log/follow-log.ts'
import { followProgress } from './log/follow-progress.ts'
import { openAlertRecords } from './log/open-alert-records.ts'
import { openLog } from './log/open-log.ts'
import { openWriter } from './open-writer.ts'
import { createAlertCraftKeeper } from './positions/create-alert-craft-keeper.ts'
import { createTracks } from './positions/create-tracks.ts'
import { followPositions } from './positions/follow-positions.ts'
import { readServiceVersion } from './read-service-version.ts'
import { readTls } from './read-tls.ts'
import { openTrackReader } from './tracks/open-track-reader.ts'

/** The listen backlog: after a restart every client reconnects at once. */
const CONNECTIONS_WAITING_MAX = 4_096

export type AlertServiceSpec = {
  readonly config: AlertConfig
  readonly logger: Logger
  readonly clock?: () => number
  /** For tests. */
  readonly limits?: Partial<StoreLimits & CheckpointLimits>
}

/** Opens the whole service onto `open`. It listens at once, and is not ready until it has read the log. */
export const openAlertService = async (open: AsyncDisposableStack, spec: AlertServiceSpec) => {
  const { config, logger, clock = Date.now, limits = {} } = spec
  const parts = await openParts(open, { config, logger, clock, limits })
  const http = await listen(open, parts)
  const { failed } = await followTopics(open, parts)
  startTimers(open, parts)
  return { failed, store: parts.store, ...http }
}

type Parts = Awaited<ReturnType<typeof openParts>>

/** What the HTTP side and the readers of the log share. */
const openParts = async (open: AsyncDisposableStack, { config, logger, clock, limits }: Required<AlertServiceSpec>) => {
  const all = topics(config.TOPIC_PREFIX, config)
  const metrics = createMetrics()
  const health = createHealth()
  const files = createSettingFiles({ logger, metrics, health })
  const kafka = kafkaClientOf(config, 'landfall-alert', logger, files)
  const store = createAlertStore(limits)
  const latestPositions = createLatestPositions()
  const tracks = createTracks(latestPositions)
  // Apart, so that feed clients that wait for what never comes cannot keep operators from their answers.
  const waiters = { feed: createLogWaiters(), actions: createLogWaiters() }
  const areas = await loadShownAreas(config.AREAS)
  const log = openLog({ ...kafka, alertsTopic: all.alerts.name, actionsTopic: all.actions.name })
  health.set('log', log.health)
  const progress = { ...kafka, groups: windowingGroups(config.TOPIC_PREFIX, config), topics: all, clock }
  const progressOf = (exercise: boolean) =>
    open.adopt(followProgress({ ...progress, exercise }), ({ close }) => close()).processedUpToMs
  const [realUpToMs, exerciseUpToMs] = [progressOf(false), progressOf(true)]
  const producer = open.adopt(await openWriter(kafka, all), ({ close }) => close())
  const topicsExist = Promise.withResolvers<void>()
  const { trail, sessionLog } = openAccessLog(open, {
    ...{ service: 'alert', topics: all, topicsExist: topicsExist.promise, clock, logger, metrics },
    ...{ send: producer.send, isUp: () => producer.state() === 'up' },
    openTail: (topic, onBatch) => openTail({ ...kafka, topic, from: 'earliest', onBatch }),
  })
  const feed = createFeedHub({
    store,
    logId: log.id,
    logEnd: log.end,
    logger,
    metrics,
    clock,
    waiters: waiters.feed,
    knownTracks: tracks.known,
    limits: { clientsPerAddressMax: config.CONNECTIONS_PER_ADDRESS_MAX },
  })
  return {
    ...{ config, logger, clock, kafka, limits },
    topics: all,
    onTopicsExist: topicsExist.resolve,
    ...{ metrics, health, files },
    store,
    areas,
    records: openAlertRecords(open, kafka, all, areas.periodMsOf),
    latestPositions,
    tracks,
    waiters,
    log,
    /** Of what a viewer sees; of the real, for a viewer of both. */
    processedUpToMs: (exercise: boolean | undefined) => (exercise === true ? exerciseUpToMs() : realUpToMs()),
    producer,
    append: createAppendAction(producer, all.actions.name),
    trail,
    sessionLog,
    feed,
  }
}

const listen = async (open: AsyncDisposableStack, parts: Parts) => {
  const { config, logger, clock, health, metrics, store, latestPositions, log, feed, trail, sessionLog } = parts
  const acting = { records: parts.records.onDemand, append: parts.append, until: parts.waiters.actions.until }
  const allowedOrigins = config.ALLOWED_ORIGINS
  const shared = { config, logger, metrics, clock, files: parts.files }
  const http = await openHttpAccess(open, { ...shared, allowedOrigins, trail, sessionLog })
  const { app, routes } = await buildAlertApp({
    ...http,
    trail,
    clock,
    logger,
    metrics,
    health,
    store,
    records: parts.records.onDemand,
    latestPositions,
    readTracks: openTrackReader(parts.kafka, parts.topics),
    feed,
    actOnAlert: createActOnAlert({ ...acting, store, clock, newId: randomUUID }),
    areas: parts.areas,
    behindRecords: log.behindRecords,
    isCaughtUp: log.isCaughtUp,
    isCurrent: log.isUp,
    logId: log.id,
    processedUpToMs: () => parts.processedUpToMs(false),
    serviceVersion: await readServiceVersion(),
    capSender: config.CAP_SENDER,
    capSenderName: config.CAP_SENDER_NAME,
    consoleDir: config.CONSOLE_DIR,
    ingestUrl: config.INGEST_URL,
    tls: await readTls(config),
  })
  open.defer(() => app.close())
  const address = await app.listen({ host: config.HTTP_HOST, port: config.HTTP_PORT, backlog: CONNECTIONS_WAITING_MAX })
  logger.info({ event: 'http.listening', address })
  const connections = (): Promise<number> => promisify(app.server.getConnections.bind(app.server))()
  return { address, routes, connections }
}

/** Resolves when the log has been read to its end, however long Kafka is away; `failed` rejects when it can no longer be followed. */
const followTopics = async (open: AsyncDisposableStack, parts: Parts) => {
  const { config, kafka, topics, logger, health, metrics, store, latestPositions, log, feed, waiters, clock } = parts
  const { alerts, actions, alertIndex, observations, exerciseObservations, sources, audit, sessions } = topics
  const specs = [alerts, actions, alertIndex, observations, exerciseObservations, sources, audit, sessions]
  const ensured = await ensureTopics({ ...kafka, specs, settings: config, ...waitUntilClosed(open) })
  reportUnusedPartitions(ensured, { health, metrics })
  parts.onTopicsExist()
  const positionTopics = [observations.name, exerciseObservations.name]
  const keepCraftOfAlerts = createAlertCraftKeeper(store, latestPositions)
  const positions = { ...kafka, metrics, topics: positionTopics, latestPositions, keepCraftOfAlerts }
  open.adopt(followPositions(positions), ({ close }) => close())
  open.defer(log.close)
  const onPosition = (): void => {
    feed.flush()
    waiters.actions.moved()
    waiters.feed.moved()
  }
  const records = parts.records.ofLog
  const start = startFromCheckpoint(store, { ...kafka, topic: alertIndex.name, limits: store.limits, records })
  const { report, close } = createDiagnosticReporter({ send: parts.producer.send, topic: sources.name })
  open.defer(() => close())
  const into = { store, records, periodMsOf: parts.areas.periodMsOf }
  const handlers = followLog({ ...into, logger, metrics, clock, report, onChange: feed.publish, onPosition })
  const { failed } = await log.follow({ start, ...handlers })
  logger.info({ event: 'log.caught-up', alerts: store.raised.length, position: store.position })
  return { failed }
}

const startTimers = (open: AsyncDisposableStack, parts: Parts): void => {
  const { config, logger, clock, store, latestPositions, log, processedUpToMs, feed, tracks, append } = parts
  const heartbeat = createHeartbeat({ store, latestPositions, clock, isCurrent: log.isUp, processedUpToMs })
  open.adopt(startFeedTimers({ feed, heartbeat, movedTracks: tracks.moved }), ({ stop }) => stop())
  const { kafka, producer, metrics, limits } = parts
  const topic = parts.topics.alertIndex.name
  open.adopt(startCheckpointing({ kafka, store, producer, topic, metrics, log, limits }), ({ close }) => close())
  if (config.ESCALATE_AFTER_SECONDS === undefined) return
  const afterMs = config.ESCALATE_AFTER_SECONDS * 1_000
  open.adopt(startEscalating({ store, clock, append, logger, afterMs }), ({ stop }) => stop())
}
