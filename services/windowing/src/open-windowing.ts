import { type MassArrivalAlert, topics, windowingGroups } from '@landfall/contracts'
import {
  createLogBounds,
  ensureTopics,
  type OutRecord,
  openPartitionConsumer,
  openProducer,
  type Producer,
  partitionFor,
  type RecordBatch,
  readTopicId,
} from '@landfall/kafka'
import type { ArrivalsPartition, GroupsPartition } from '@landfall/mass-arrivals'
import { connectRedis, openPartitionStore } from '@landfall/redis'
import { createHealth, createMetrics, type Logger, type PartState, type Running } from '@landfall/runtime'
import { openArrivalsStage } from './arrivals-stage.ts'
import { buildOpsApp } from './build-ops-app.ts'
import type { WindowingConfig } from './config.ts'
import type { SourcesPartition } from './domain/sources/sources-partition.ts'
import { openGroupsStage } from './groups-stage.ts'
import { loadAreas } from './load-areas.ts'
import { type Positions, readPublished } from './read-published.ts'
import { type FetchedBatch, openStagePartition, type StagePorts } from './run-stage.ts'
import { createSourceMetrics } from './source-metrics.ts'
import { sourcePolicyOf } from './source-policy.ts'
import { openSourcesStage } from './sources-stage.ts'
import { startTicking } from './start-ticking.ts'
import { warnOfShortLog } from './warn-of-short-log.ts'
import { createStoreWatch } from './watch-store.ts'
import { createWindowingMetrics, type StageName } from './windowing-metrics.ts'

/** Positions are folded in a microsecond; an arrival may touch a situation of hundreds of craft (part-size.ts). */
const ARRIVALS_ENTRIES_MAX = 20_000
const GROUPS_ENTRIES_MAX = 500
const SOURCES_ENTRIES_MAX = 5_000

type StageSpec = {
  readonly topic: string
  readonly entriesMax: number
  readonly open: StagePorts<OutRecord>['open']
  /** Runs as long as this instance has the partition. */
  readonly meanwhile?: (producer: Producer) => { readonly stop: () => void }
}

/** Opens the stages onto `open`, the last part being the first to close. */
export const openWindowing = async (
  open: AsyncDisposableStack,
  {
    config,
    logger,
    clock = Date.now,
  }: { readonly config: WindowingConfig; readonly logger: Logger; readonly clock?: () => number },
): Promise<Running> => {
  const watch = await loadAreas(config.AREAS)
  const all = topics(config.TOPIC_PREFIX)
  const client = { brokers: config.KAFKA_BROKERS, clientId: 'landfall-windowing', logger }
  const metrics = createMetrics()
  const health = createHealth()
  const live = {
    arrivals: new Map<number, ArrivalsPartition>(),
    groups: new Map<number, GroupsPartition>(),
    sources: new Map<number, SourcesPartition>(),
  }
  const measured = createWindowingMetrics(metrics, live, clock)
  const sourceMetrics = createSourceMetrics(metrics, live.sources)
  const beforeScrape = (): void => {
    measured.observe()
    sourceMetrics.observe()
  }
  health.set('topics', { ok: false, detail: 'not looked at yet' })
  health.set('state', () => stateHealth(live))
  open.adopt(await buildOpsApp({ config, logger, metrics, health, beforeScrape }), (app) => app.close())

  const redis = open.adopt(await connectRedis({ url: config.REDIS_URL, logger }), (handle) => handle.close())
  const storeWatch = createStoreWatch(clock)
  health.set('redis', () => {
    const trouble = redis.state() === 'up' ? storeWatch.trouble() : 'no connection'
    return trouble === undefined ? { ok: true } : { ok: false, detail: trouble }
  })
  const { drift } = await ensureTopics({ ...client, specs: Object.values(all) })
  warnOfShortLog(logger, watch.areas, { observations: all.observations, drift })
  health.set('topics', { ok: true })

  const runStage = async (name: StageName, { topic, entriesMax, open: openStage, meanwhile }: StageSpec) => {
    // One each, since a producer has one request out at a time: an alert does not wait for arrivals being told.
    const producer = open.adopt(await openProducer(client), (handle) => handle.close())
    health.set(`${name}-producer`, () => ({ ok: producer.state() === 'up' }))
    const bounds = open.adopt(createLogBounds({ ...client, topic }), (handle) => handle.close())
    const endOffset = async (partition: number) => (await bounds.read()).get(partition)?.high ?? 0
    const pace = { entriesMax, clock: () => performance.now() }
    const onUnreadable = (partition: number, err: unknown): void => {
      measured.unreadableState(name)
      logger.error({ event: 'state.unreadable', stage: name, partition, err })
    }
    const onFolded = measured.onFolded(name)
    const logId = () => readTopicId({ ...client, topic })
    const ports = { logId, endOffset, open: openStage, produce: producer.send, onFolded, onUnreadable }
    const consumer = await openPartitionConsumer({
      ...client,
      groupId: windowingGroups(config.TOPIC_PREFIX)[name],
      topic,
      openPartition: async (partition) => {
        // A store for each time the partition is taken: an owner of before may still have a batch in hand.
        const store = storeWatch.watch(name, openPartitionStore(redis, { prefix: config.TOPIC_PREFIX, stage: name }))
        const { nextOffset, handle } = await openStagePartition(partition, { ...ports, ...store }, pace)
        const running = meanwhile?.(producer)
        return {
          nextOffset,
          handle: (batch) => handle(toFetchedBatch(batch)),
          close: () => {
            running?.stop()
            live[name].delete(partition)
          },
        }
      },
    })
    health.set(name, () => ({
      ok: consumer.state() === 'up',
      detail: `partitions ${consumer.assigned().join(', ') || 'none'}`,
    }))
    return open.adopt(consumer, (handle) => handle.close())
  }

  const arrivals = await runStage('arrivals', {
    topic: all.observations.name,
    entriesMax: ARRIVALS_ENTRIES_MAX,
    open: async (partition, entries) =>
      openArrivalsStage(watch, all, partition, entries, {
        opened: (state) => live.arrivals.set(partition, state),
        rejected: measured.rejected,
      }),
  })
  const published = { ...client, topic: all.alerts.name }
  const readAlertsOf = (arrivalsPartition: number) => async (from?: Positions) => {
    const { versions, positions } = await readPublished({ ...published, ...(from && { from }) }, 'mass-arrival')
    const isOurs = ({ areaId }: MassArrivalAlert) => partitionFor(areaId, all.arrivals.partitions) === arrivalsPartition
    return { versions: versions.filter(isOurs), positions }
  }
  const groups = await runStage('groups', {
    topic: all.arrivals.name,
    entriesMax: GROUPS_ENTRIES_MAX,
    open: (partition, entries) =>
      openGroupsStage(watch, all, readAlertsOf(partition), entries, {
        ...measured.groups,
        opened: (state) => live.groups.set(partition, state),
      }),
  })
  const sources = await runStage('sources', {
    topic: all.sources.name,
    entriesMax: SOURCES_ENTRIES_MAX,
    open: (partition, entries) =>
      openSourcesStage(all, async () => (await readPublished(published, 'source-silent')).versions, entries, {
        emitted: sourceMetrics.emitted,
        opened: (state) => live.sources.set(partition, state),
      }),
    meanwhile: (producer) => startTicking(producer, all.sources.name, sourcePolicyOf(config)),
  })
  const failed = Promise.race([arrivals.failed, groups.failed, sources.failed])
  failed.catch(() => {}) // Waited for by whoever runs the service; until then it is not unhandled.
  return { failed }
}

type Live = { readonly [Stage in StageName]: ReadonlyMap<number, { readonly isSilent: () => boolean }> }

/** A state that is being made anew tells nothing until it is whole. */
const stateHealth = (live: Live): PartState => {
  const silent = (Object.keys(live) as StageName[]).flatMap((stage) =>
    [...live[stage]].flatMap(([partition, state]) => (state.isSilent() ? [`${stage} ${partition}`] : [])),
  )
  return silent.length === 0 ? { ok: true } : { ok: false, detail: `made anew from the log: ${silent.join(', ')}` }
}

const toFetchedBatch = ({ records, nextOffset, highWatermark, heartbeat }: RecordBatch): FetchedBatch => ({
  entries: records,
  nextOffset,
  highWatermark,
  heartbeat,
})
