import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { openHttpAccess } from '@landfall/access'
import { createDiagnosticReporter, ensureTopics, reportUnusedPartitions, waitUntilClosed } from '@landfall/kafka'
import { createActOnAlert } from './actions/create-act-on-alert.ts'
import { createTakeOver } from './actions/create-take-over.ts'
import { startEscalating } from './actions/start-escalating.ts'
import { buildAlertApp } from './build-alert-app.ts'
import { startCheckpointing } from './checkpoint/start-checkpointing.ts'
import { startFromCheckpoint } from './checkpoint/start-from-checkpoint.ts'
import { startFeedTimers } from './feed/start-feed-timers.ts'
import { followLog } from './log/follow-log.ts'
import { type AlertParts, type AlertPartsSpec, openAlertParts } from './open-alert-parts.ts'
import { createAlertCraftKeeper } from './positions/create-alert-craft-keeper.ts'
import { followPositions } from './positions/follow-positions.ts'
import { readServiceVersion } from './read-service-version.ts'
import { readTls } from './read-tls.ts'
import { openTrackReader } from './tracks/open-track-reader.ts'

/** The listen backlog: after a restart every client reconnects at once. */
const CONNECTIONS_WAITING_MAX = 4_096

export type AlertServiceSpec = Pick<AlertPartsSpec, 'config' | 'logger'> & {
  readonly clock?: () => number
  /** For tests. */
  readonly limits?: AlertPartsSpec['limits']
}

/** Opens the whole service onto `open`. It listens at once, and is not ready until it has read the log. */
export const openAlertService = async (open: AsyncDisposableStack, spec: AlertServiceSpec) => {
  const { config, logger, clock = Date.now, limits = {} } = spec
  const parts = await openAlertParts(open, { config, logger, clock, limits })
  const http = await listen(open, parts)
  const { failed } = await followTopics(open, parts)
  startTimers(open, parts)
  return { failed, store: parts.store, ...http }
}

const listen = async (open: AsyncDisposableStack, parts: AlertParts) => {
  const { config, logger, clock, health, metrics, store, latestPositions, log, feed, trail, sessionLog } = parts
  const { checklists } = parts
  const acting = {
    ...{ records: parts.records.onDemand, append: parts.append, until: parts.waiters.actions.until },
    checklists,
  }
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
    ...{ areas: parts.areas, gazetteer: parts.gazetteer },
    takeOver: createTakeOver({ ...acting, store, newId: randomUUID }),
    checklists,
    marks: parts.marks,
    newId: randomUUID,
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
const followTopics = async (open: AsyncDisposableStack, parts: AlertParts) => {
  const { config, kafka, topics, logger, health, metrics, store, latestPositions, log, feed, waiters, clock } = parts
  const { alerts, actions, alertIndex, observations, exerciseObservations, sources, audit, sessions, marks } = topics
  const specs = [alerts, actions, alertIndex, observations, exerciseObservations, sources, audit, sessions, marks]
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
  const into = { store, records, ...parts.reading }
  const handlers = followLog({ ...into, logger, metrics, clock, report, onChange: feed.publish, onPosition })
  const { failed } = await log.follow({ start, ...handlers })
  logger.info({ event: 'log.caught-up', alerts: store.raised.length, position: store.position })
  return { failed }
}

const startTimers = (open: AsyncDisposableStack, parts: AlertParts): void => {
  const { config, logger, clock, store, log, heartbeat, feed, tracks, append } = parts
  const revisions = (): readonly number[] => [parts.marks.revision(), store.watch.nextOffset]
  const timed = { feed, heartbeat, movedTracks: tracks.moved, revisions }
  open.adopt(startFeedTimers(timed), ({ stop }) => stop())
  const { kafka, producer, metrics, limits } = parts
  const topic = parts.topics.alertIndex.name
  open.adopt(startCheckpointing({ kafka, store, producer, topic, metrics, log, limits }), ({ close }) => close())
  if (config.ESCALATE_AFTER_SECONDS === undefined) return
  const afterMs = config.ESCALATE_AFTER_SECONDS * 1_000
  open.adopt(startEscalating({ store, clock, append, logger, afterMs }), ({ stop }) => stop())
}
