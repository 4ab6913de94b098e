import { type Alert, type MassArrivalAlert, topics, windowingGroups } from '@landfall/contracts'
import { ensureTopics, openProducer, type PartitionConsumer, partitionFor } from '@landfall/kafka'
import type { ArrivalsPartition, GroupsPartition } from '@landfall/mass-arrivals'
import { connectRedis, openPartitionStore } from '@landfall/redis'
import { type BackingServiceState, createHealth, createMetrics, type Logger, type Running } from '@landfall/runtime'
import { openArrivalsStage } from './arrivals-stage.ts'
import { buildOpsApp } from './build-ops-app.ts'
import { consumeStage, type StageSpec } from './consume-stage.ts'
import { createSourceMetrics } from './create-source-metrics.ts'
import { createStoreWatch } from './create-store-watch.ts'
import { createWindowingMetrics, type StageName } from './create-windowing-metrics.ts'
import type { SourcesPartition } from './domain/sources/sources-partition.ts'
import { openGroupsStage } from './groups-stage.ts'
import { loadAreas } from './load-areas.ts'
import { type Positions, readPublished } from './read-published.ts'
import { sourcePolicyOf } from './source-settings.ts'
import { openSourcesStage } from './sources-stage.ts'
import { startTicking } from './start-ticking.ts'
import { warnOfShortLog } from './warn-of-short-log.ts'
import type { WindowingConfig } from './windowing-config.ts'

/** Positions are folded in a microsecond; an arrival may touch a situation of hundreds of craft (part-size.ts). */
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

  const ticker = open.adopt(await openProducer(client), (handle) => handle.close())
  const consumers: PartitionConsumer[] = []
  // All at once: each may have to wait for Redis or Kafka, and for no longer than the others.
  open.defer(async () => {
    await Promise.all(consumers.map((consumer) => consumer.close()))
  })

  const prefix = config.TOPIC_PREFIX
  type Stage = Omit<StageSpec, keyof typeof client | 'groupId' | 'openStore' | 'onFolded' | 'onUnreadable'>
  const runStage = async (name: StageName, stage: Stage): Promise<PartitionConsumer> => {
    const consumer = await consumeStage({
      ...client,
      ...stage,
      groupId: windowingGroups(prefix)[name],
      openStore: () => storeWatch.watch(name, openPartitionStore(redis, { prefix, stage: name })),
      onFolded: measured.onFolded(name),
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

  const arrivals = await runStage('arrivals', {
    topic: all.observations.name,
    outputTopics: [all.arrivals.name, all.rejected.name],
    entriesMax: ARRIVALS_ENTRIES_MAX,
    open: async (partition, entries) =>
      openArrivalsStage(watch, all, partition, entries, {
        opened: (state) => live.arrivals.set(partition, state),
        rejected: measured.rejected,
      }),
    whileAssigned: forgetting(live.arrivals),
  })
  const readAlerts = <Kind extends Alert['kind']>(kind: Kind, from?: Positions) =>
    readPublished({ ...client, topic: all.alerts.name, ...(from && { from }) }, kind)
  const readAlertsOf = (arrivalsPartition: number) => async (from?: Positions) => {
    const { versions, positions } = await readAlerts('mass-arrival', from)
    const isOurs = ({ areaId }: MassArrivalAlert) => partitionFor(areaId, all.arrivals.partitions) === arrivalsPartition
    return { versions: versions.filter(isOurs), positions }
  }
  const groups = await runStage('groups', {
    topic: all.arrivals.name,
    outputTopics: [all.alerts.name],
    entriesMax: GROUPS_ENTRIES_MAX,
    open: (partition, entries) =>
      openGroupsStage(watch, all, readAlertsOf(partition), entries, {
        ...measured.groups,
        opened: (state) => live.groups.set(partition, state),
      }),
    whileAssigned: forgetting(live.groups),
  })
  const sources = await runStage('sources', {
    topic: all.sources.name,
    outputTopics: [all.alerts.name],
    entriesMax: SOURCES_ENTRIES_MAX,
    open: (partition, entries) =>
      openSourcesStage(all, (from) => readAlerts('source-silent', from), entries, {
        emitted: sourceMetrics.emitted,
        opened: (state) => live.sources.set(partition, state),
      }),
    whileAssigned: (partition) => {
      const ticking = startTicking(ticker, all.sources.name, sourcePolicyOf(config))
      return () => {
        ticking.stop()
        live.sources.delete(partition)
      }
    },
  })
  const failed = Promise.race([arrivals.failed, groups.failed, sources.failed])
  failed.catch(() => {}) // Waited for by whoever runs the service; until then it is not unhandled.
  return { failed }
}

type Live = { readonly [Stage in StageName]: ReadonlyMap<number, { readonly isSilent: () => boolean }> }

/** A state that is being made anew tells nothing until it is whole. */
const stateHealth = (live: Live): BackingServiceState => {
  const silent = (Object.keys(live) as StageName[]).flatMap((stage) =>
    [...live[stage]].flatMap(([partition, state]) => (state.isSilent() ? [`${stage} ${partition}`] : [])),
  )
  return silent.length === 0 ? { ok: true } : { ok: false, detail: `made anew from the log: ${silent.join(', ')}` }
}

/** What is no longer held here is not measured here. */
const forgetting = (held: Map<number, unknown>) => (partition: number) => (): void => {
  held.delete(partition)
}
