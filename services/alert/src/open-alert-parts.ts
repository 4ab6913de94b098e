import { openAccessLog } from '@landfall/access'
import { topics, windowingGroups } from '@landfall/contracts'
import { kafkaClientOf, openTail } from '@landfall/kafka'
import { createHealth, createMetrics, createSettingFiles, type Logger } from '@landfall/runtime'
import { createAppendAction } from './actions/create-append-action.ts'
import type { AlertConfig } from './alert-config.ts'
import type { CheckpointLimits } from './checkpoint/start-checkpointing.ts'
import { createAlertStore, type StoreLimits } from './domain/create-alert-store.ts'
import { createLatestPositions } from './domain/create-latest-positions.ts'
import { createFeedHub } from './feed/create-feed-hub.ts'
import { createHeartbeat } from './feed/create-heartbeat.ts'
import { loadChecklists } from './load-checklists.ts'
import { loadShownAreas } from './load-shown-areas.ts'
import { loadShownGazetteer } from './load-shown-gazetteer.ts'
import { createLogWaiters } from './log/create-log-waiters.ts'
import { followProgress } from './log/follow-progress.ts'
import { openAlertRecords } from './log/open-alert-records.ts'
import { openLog } from './log/open-log.ts'
import { openMarks } from './marks/open-marks.ts'
import { openWriter } from './open-writer.ts'
import { createTracks } from './positions/create-tracks.ts'

export type AlertPartsSpec = {
  readonly config: AlertConfig
  readonly logger: Logger
  readonly clock: () => number
  readonly limits: Partial<StoreLimits & CheckpointLimits>
}
export type AlertParts = Awaited<ReturnType<typeof openAlertParts>>

/** What the HTTP side and the readers of the log share. */
export const openAlertParts = async (open: AsyncDisposableStack, spec: AlertPartsSpec) => {
  const { config, logger, clock, limits } = spec
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
  const gazetteer = await loadShownGazetteer(config.GAZETTEER_FILE)
  const reading = { periodMsOf: areas.periodMsOf, placeAt: gazetteer.placeAt }
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
  /** Of what a viewer sees; of the real, for a viewer of both. */
  const processedUpToMs = (exercise: boolean | undefined) => (exercise === true ? exerciseUpToMs() : realUpToMs())
  const marks = openMarks(open, { kafka, producer, topic: all.marks.name, topicExists: topicsExist.promise })
  const { revision: marksRevision } = marks
  const known = { store, latestPositions, clock, isCurrent: log.isUp, processedUpToMs, marksRevision }
  const heartbeat = createHeartbeat(known)
  const feed = createFeedHub({
    store,
    heartbeat,
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
    ...{ areas, gazetteer, reading },
    checklists: await loadChecklists(config),
    records: openAlertRecords(open, kafka, all, reading),
    latestPositions,
    tracks,
    waiters,
    log,
    ...{ processedUpToMs, heartbeat },
    producer,
    append: createAppendAction(producer, all.actions.name),
    ...{ trail, sessionLog },
    marks,
    feed,
  }
}
