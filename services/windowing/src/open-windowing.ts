import { type Alert, type MassArrivalAlert, topics, windowingGroups } from '@landfall/contracts'
import { ensureTopics, openProducer, type PartitionConsumer, partitionFor } from '@landfall/kafka'
import type { ArrivalsState, GroupsState } from '@landfall/mass-arrivals'
import { connectRedis, openPartitionStore } from '@landfall/redis'
import { type BackingServiceState, createHealth, createMetrics, type Logger, type Running } from '@landfall/runtime'
import {
  consumeStage,
  type PartitionView,
  type StageDefinition,
  type StageSpec,
  type TopicPositions,
} from '@landfall/stage'
import { arrivalsStage } from './arrivals-stage.ts'
import { buildOpsApp } from './build-ops-app.ts'
import { createSourceMetrics } from './create-source-metrics.ts'
import { createStoreWatch } from './create-store-watch.ts'
import { createWindowingMetrics, type StageName } from './create-windowing-metrics.ts'
import type { SourcesState } from './domain/sources/sources-state.ts'
import { groupsStage } from './groups-stage.ts'
import { loadAreas } from './load-areas.ts'
import { readPublishedAlerts } from './read-published-alerts.ts'
import { sourcePolicyOf } from './source-settings.ts'
import { sourcesStage } from './sources-stage.ts'
import { startTicking } from './start-ticking.ts'
import { warnOfShortLog } from './warn-of-short-log.ts'
import type { WindowingConfig } from './windowing-config.ts'

/** Positions are folded in a microsecond; an arrival may touch a situation of hundreds of craft (create-adaptive-batch-size.ts). */
const ARRIVALS_ENTRIES_MAX = 20_000
const GROUPS_ENTRIES_MAX = 500
const SOURCES_ENTRIES_MAX = 5_000

/** Opens the stages onto `open`, the last part being the first to close. */
export const openWindowing = async (
  open: AsyncDisposableStack,
  {
    config,
    logger,
    clock = Date.now,
  }: { readonly config: WindowingConfig; readonly logger: Logger; readonly clock?: () => number },
): Promise<Running> => {
  const watched = await loadAreas(config.AREAS)
  const all = topics(config.TOPIC_PREFIX)
  const client = { brokers: config.KAFKA_BROKERS, clientId: 'landfall-windowing', logger }
  const metrics = createMetrics()
  const health = createHealth()
  const partitions = {
    arrivals: new Map<number, PartitionView<ArrivalsState>>(),
    groups: new Map<number, PartitionView<GroupsState>>(),
    sources: new Map<number, PartitionView<SourcesState>>(),
  }
  const measured = createWindowingMetrics(metrics, partitions, clock)
  const sourceMetrics = createSourceMetrics(metrics, partitions.sources)
  const beforeScrape = (): void => {
    measured.observe()
    sourceMetrics.observe()
  }
  health.set('topics', { ok: false, detail: 'not looked at yet' })
  health.set('state', () => stateHealth(partitions))
  open.adopt(await buildOpsApp({ config, logger, metrics, health, beforeScrape }), (app) => app.close())

  const redis = open.adopt(await connectRedis({ url: config.REDIS_URL, logger }), (handle) => handle.close())
  const storeWatch = createStoreWatch(clock)
  health.set('redis', () => {
    const trouble = redis.state() === 'up' ? storeWatch.trouble() : 'no connection'
    return trouble === undefined ? { ok: true } : { ok: false, detail: trouble }
  })
  const { drift } = await ensureTopics({ ...client, specs: Object.values(all) })
  warnOfShortLog(logger, watched.areas, { observations: all.observations, drift })
  health.set('topics', { ok: true })

  const ticker = open.adopt(await openProducer(client), (handle) => handle.close())
  const consumers: PartitionConsumer[] = []
  // All at once: each may have to wait for Redis or Kafka, and for no longer than the others.
  open.defer(async () => {
    await Promise.all(consumers.map((consumer) => consumer.close()))
  })

  const prefix = config.TOPIC_PREFIX
  type Wiring<State, Output, Version> = Pick<
    StageSpec<State, Output, Version>,
    'topic' | 'outputTopics' | 'entriesMax' | 'open' | 'readPublished' | 'onOutputs' | 'whileAssigned'
  >
  const run = async <State, Entry, Output, Version>(
    name: StageName,
    definition: StageDefinition<State, Entry, Output, Version>,
    wiring: Wiring<State, Output, Version>,
  ): Promise<PartitionConsumer> => {
    const consumer = await consumeStage(definition, {
      ...client,
      ...wiring,
      groupId: windowingGroups(prefix)[name],
      openStore: () => storeWatch.watch(name, openPartitionStore(redis, { prefix, stage: name })),
      onCommitted: measured.onCommitted(name),
      onUnreadable: (partition, err) => {
        measured.unreadableState(name)
        logger.error({ event: 'state.unreadable', stage: name, partition, err })
      },
    })
    health.set(name, () => ({
      ok: consumer.state() === 'up',
      detail: `partitions ${consumer.assigned().join(', ') || 'none'}`,
    }))
    consumers.push(consumer)
    return consumer
  }

  const readAlerts =
    <Kind extends Alert['kind']>(kind: Kind) =>
    (from?: TopicPositions) =>
      readPublishedAlerts({ ...client, topic: all.alerts.name, ...(from && { from }) }, kind)
  const arrivals = await run('arrivals', arrivalsStage(watched, all), {
    topic: all.observations.name,
    outputTopics: [all.arrivals.name, all.rejected.name],
    entriesMax: ARRIVALS_ENTRIES_MAX,
    open: partitions.arrivals,
    onOutputs: measured.onArrivals,
  })
  const groups = await run('groups', groupsStage(watched, all, measured.onUnreadableArrivals), {
    topic: all.arrivals.name,
    outputTopics: [all.alerts.name],
    entriesMax: GROUPS_ENTRIES_MAX,
    open: partitions.groups,
    readPublished: (partition) => async (from) => {
      const { versions, positions } = await readAlerts('mass-arrival')(from)
      const isOurs = ({ areaId }: MassArrivalAlert) => partitionFor(areaId, all.arrivals.partitions) === partition
      return { versions: versions.filter(isOurs), positions }
    },
    onOutputs: measured.onAlerts,
  })
  const sources = await run('sources', sourcesStage(all), {
    topic: all.sources.name,
    outputTopics: [all.alerts.name],
    entriesMax: SOURCES_ENTRIES_MAX,
    open: partitions.sources,
    readPublished: () => readAlerts('source-silent'),
    onOutputs: sourceMetrics.onSilences,
    whileAssigned: () => startTicking(ticker, all.sources.name, sourcePolicyOf(config)).stop,
  })
  const failed = Promise.race([arrivals.failed, groups.failed, sources.failed])
  failed.catch(() => {}) // Awaited by whoever runs the service; until then it is not unhandled.
  return { failed }
}

type OpenPartitions = { readonly [Stage in StageName]: ReadonlyMap<number, PartitionView<unknown>> }

/** A state that is being rebuilt emits nothing until it is whole. */
const stateHealth = (open: OpenPartitions): BackingServiceState => {
  const rebuilding = (Object.keys(open) as StageName[]).flatMap((stage) =>
    [...open[stage]].flatMap(([partition, view]) => (view.isRebuilding() ? [`${stage} ${partition}`] : [])),
  )
  return rebuilding.length === 0
    ? { ok: true }
    : { ok: false, detail: `rebuilt from the log: ${rebuilding.join(', ')}` }
}
