import { topics } from '@landfall/contracts'
import { ensureTopics, openTail, readTopicId, type TailSpec } from '@landfall/kafka'
import { createHealth, createMetrics, type Logger } from '@landfall/runtime'
import { buildApp } from './app.ts'
import type { AlertConfig } from './config.ts'
import { createBoard } from './domain/board.ts'
import { createFeed } from './feed/create-feed.ts'
import { logIdentity } from './feed/epoch.ts'
import { createPlaceWaiters } from './feed/place-waiters.ts'
import { startRounds } from './feed/start-rounds.ts'
import { followLog } from './follow-log.ts'
import { createHeartbeat } from './heartbeat.ts'

export type AlertServiceSpec = {
  readonly config: AlertConfig
  readonly logger: Logger
  readonly clock?: () => number
}

/** Opens the whole service onto `open`. It listens at once and says that it is not ready until it has read the log. */
export const openAlertService = async (open: AsyncDisposableStack, spec: AlertServiceSpec) => {
  const { config, logger, clock = Date.now } = spec
  const { alerts, actions } = topics(config.TOPIC_PREFIX)
  const metrics = createMetrics()
  const health = createHealth()
  const board = createBoard()
  const waiters = createPlaceWaiters(() => board.place)
  let log = { id: '', isCaughtUp: false, isUp: () => false }

  const feed = createFeed({ board, logId: () => log.id, logger, metrics, clock, waiters, knownTracks: () => [] })
  const heartbeat = createHeartbeat({ board, clock, isCurrent: () => log.isUp() })
  health.set('log', () => (log.isCaughtUp ? { ok: true } : { ok: false, detail: 'the log is still being read' }))

  const app = await buildApp({
    ...{ board, clock, feed, health, logger, metrics, consoleDir: config.CONSOLE_DIR },
    readerOf: () => 'operator',
    feedReaderOf: () => ({ reader: 'operator', isStillAllowed: () => true }),
    isCaughtUp: () => log.isCaughtUp,
  })
  open.defer(() => app.close())
  const address = await app.listen({ host: config.HTTP_HOST, port: config.HTTP_PORT })
  logger.info({ event: 'http.listening', address })

  const kafka = { brokers: config.KAFKA_BROKERS, clientId: 'landfall-alert', logger }
  await ensureTopics({ ...kafka, specs: [alerts, actions] })
  const [alertsId, actionsId] = await Promise.all(
    [alerts, actions].map(({ name }) => readTopicId({ ...kafka, topic: name })),
  )
  const { onAlerts, onActions } = followLog({ board, logger, metrics, onChange: feed.publish, onPlace: waiters.moved })
  const follow = async (topic: string, onBatch: TailSpec['onBatch']) =>
    open.adopt(await openTail({ ...kafka, topic, from: 'earliest', onBatch }), (tail) => tail.close())
  const tails = await Promise.all([follow(alerts.name, onAlerts), follow(actions.name, onActions)])
  const failed = Promise.race(tails.map((tail) => tail.failed))
  failed.catch(() => {}) // The caller waits for it when it is ready to.
  await Promise.all(tails.map((tail) => tail.caughtUp))
  log = {
    id: logIdentity(alertsId ?? '', actionsId ?? ''),
    isCaughtUp: true,
    isUp: () => tails.every((tail) => tail.state() === 'up'),
  }
  open.adopt(startRounds({ feed, heartbeat, movedTracks: () => () => null }), (rounds) => rounds.stop())
  logger.info({ event: 'log.caught-up', alerts: board.raised.length, place: board.place })
  return { failed, address, board }
}
