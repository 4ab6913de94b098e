import { buildOpsApp, openHttpAccess } from '@landfall/access'
import { topics } from '@landfall/contracts'
import { ensureTopics, kafkaClientOf, reportUnusedPartitions, waitUntilClosed, watchSealed } from '@landfall/kafka'
import { connectRedis } from '@landfall/redis'
import {
  type BackingServiceState,
  createHealth,
  createMetrics,
  createSettingFiles,
  type Logger,
  type Running,
} from '@landfall/runtime'
import type { PartitionView } from '@landfall/stage'
import { warnOfShortLog } from './areas/warn-of-short-log.ts'
import { createCheckpointWatch } from './checkpoints/create-checkpoint-watch.ts'
import { createSourceMetrics } from './create-source-metrics.ts'
import { createStoreWatch } from './create-store-watch.ts'
import { createWindowingMetrics, type StageName } from './create-windowing-metrics.ts'
import { loadAreas } from './load-areas.ts'
import { type OpenPartitions, openStages } from './open-stages.ts'
import type { WindowingConfig } from './windowing-config.ts'

type WindowingSpec = { readonly config: WindowingConfig; readonly logger: Logger; readonly clock?: () => number }

type OpenWindowing = Running & { readonly address: string; readonly routes: readonly string[] }

/** Opens the service onto `open`, the last part being the first to close. */
export const openWindowing = async (
  open: AsyncDisposableStack,
  { config, logger, clock = Date.now }: WindowingSpec,
): Promise<OpenWindowing> => {
  const watched = await loadAreas(config.AREAS)
  const all = topics(config.TOPIC_PREFIX, config)
  const metrics = createMetrics()
  const health = createHealth()
  const files = createSettingFiles({ logger, metrics, health })
  const client = kafkaClientOf(config, 'landfall-windowing', logger, files)
  const partitions: OpenPartitions = {
    arrivals: new Map(),
    groups: new Map(),
    sources: new Map(),
    'exercise-arrivals': new Map(),
    'exercise-groups': new Map(),
  }
  const stageMetrics = createWindowingMetrics(metrics, partitions, clock, logger)
  const sourceMetrics = createSourceMetrics(metrics, partitions.sources)
  const checkpointWatch = createCheckpointWatch(metrics, partitions, clock, logger)
  const beforeScrape = (): void => {
    stageMetrics.observe()
    checkpointWatch.observe()
    sourceMetrics.observe()
  }
  health.set('topics', { ok: false, detail: 'Kafka or Redis does not answer yet, or not all topics are there' })
  health.set('areas', { ok: false, detail: 'not all of them are placed yet' })
  health.set('state', () => stateHealth(partitions, checkpointWatch.behind()))
  const http = await openHttpAccess(open, { config, logger, metrics, files, clock, allowedOrigins: [] })
  const { app, routes } = await buildOpsApp({ logger, metrics, health, http, beforeScrape })
  open.defer(() => app.close())
  const address = await app.listen({ host: config.HTTP_HOST, port: config.HTTP_PORT })

  const connecting = connectRedis({ url: config.REDIS_URL, settings: config, logger, files })
  const redis = open.adopt(await connecting, (handle) => handle.close())
  const storeWatch = createStoreWatch(clock)
  health.set('redis', () => {
    const trouble = redis.problem() ?? storeWatch.trouble()
    return trouble === undefined ? { ok: true } : { ok: false, detail: trouble }
  })
  const specs = Object.values(all)
  const { drift } = await ensureTopics({ ...client, specs, settings: config, ...waitUntilClosed(open) })
  warnOfShortLog(logger, watched.areas, { observations: all.observations, arrivals: all.arrivals, drift })
  const exercise = { observations: all.exerciseObservations, arrivals: all.exerciseArrivals, drift }
  warnOfShortLog(logger, watched.areas, exercise)
  reportUnusedPartitions({ drift }, { health, metrics })
  const read = { ...client, topics: [all.observations, all.exerciseObservations] }
  const sealed = open.adopt(watchSealed(read), ({ close }) => close())
  health.set('generation', () => {
    const trouble = sealed.trouble()
    return trouble === undefined ? { ok: true } : { ok: false, detail: trouble }
  })

  const shared = { config, client, watched, redis, storeWatch, health, partitions, clock }
  const stages = await openStages(open, { ...shared, stageMetrics, sourceMetrics, checkpointWatch })
  return { ...stages, address, routes }
}

/** A state that is being rebuilt emits nothing until it is whole; one that was restored emits again what it had emitted before. */
const stateHealth = (
  open: Readonly<Record<StageName, ReadonlyMap<number, PartitionView<unknown>>>>,
  behind: readonly string[],
): BackingServiceState => {
  const rebuilding = (Object.keys(open) as StageName[]).flatMap((stage) =>
    [...open[stage]].flatMap(([partition, view]) => (view.isRebuilding() ? [`${stage} ${partition}`] : [])),
  )
  const details = [
    ...(rebuilding.length === 0 ? [] : [`rebuilt from the log: ${rebuilding.join(', ')}`]),
    ...(behind.length === 0 ? [] : [`restored from checkpoints, not yet at the end of the log: ${behind.join(', ')}`]),
  ]
  return details.length === 0 ? { ok: true } : { ok: false, detail: details.join('; ') }
}
