import { type Alert, type MassArrivalAlert, topics, windowingGroups } from '@landfall/contracts'
import { openProducer, type PartitionConsumer, partitionFor } from '@landfall/kafka'
import type { ArrivalsState, GroupsState } from '@landfall/mass-arrivals'
import { openPartitionStore, type RedisHandle } from '@landfall/redis'
import type { Health, Logger, Running } from '@landfall/runtime'
import {
  consumeStage,
  type PartitionView,
  type StageDefinition,
  type StageSpec,
  type TopicPositions,
} from '@landfall/stage'
import { arrivalsStage } from './arrivals-stage.ts'
import type { OnTooLargeRecord } from './bounded-json.ts'
import type { SourceMetrics } from './create-source-metrics.ts'
import type { StoreWatch } from './create-store-watch.ts'
import type { StageName, WindowingMetrics } from './create-windowing-metrics.ts'
import type { SourcesState } from './domain/sources/sources-state.ts'
import { groupsStage } from './groups-stage.ts'
import type { WatchedAreas } from './load-areas.ts'
import { readPublishedAlerts } from './read-published-alerts.ts'
import { sourcePolicyOf } from './source-settings.ts'
import { sourcesStage } from './sources-stage.ts'
import { startTicking } from './start-ticking.ts'
import type { WindowingConfig } from './windowing-config.ts'

/** The partitions that are open in this process, for health and metrics. */
export type OpenPartitions = {
  readonly arrivals: Map<number, PartitionView<ArrivalsState>>
  readonly groups: Map<number, PartitionView<GroupsState>>
  readonly sources: Map<number, PartitionView<SourcesState>>
}

type StagesDeps = {
  readonly config: WindowingConfig
  readonly client: { readonly brokers: readonly string[]; readonly clientId: string; readonly logger: Logger }
  readonly watched: WatchedAreas
  readonly redis: RedisHandle
  readonly storeWatch: StoreWatch
  readonly health: Health
  readonly stageMetrics: WindowingMetrics
  readonly sourceMetrics: SourceMetrics
  readonly partitions: OpenPartitions
}

/** Positions are folded in a microsecond; an arrival may touch a situation of hundreds of craft. */
const ARRIVALS_ENTRIES_MAX = 20_000
const GROUPS_ENTRIES_MAX = 500
const SOURCES_ENTRIES_MAX = 5_000

/** Opens the stages onto `open`; `failed` rejects when one of them cannot go on. */
export const openStages = async (open: AsyncDisposableStack, deps: StagesDeps): Promise<Running> => {
  const { config, client, watched, stageMetrics, sourceMetrics, partitions } = deps
  const all = topics(config.TOPIC_PREFIX)
  const ticker = open.adopt(await openProducer(client), (handle) => handle.close())
  const { run, failed } = createStageRunner(open, deps)
  const onTooLargeRecord: OnTooLargeRecord = (kind, key, bytes) => {
    stageMetrics.tooLargeRecord(kind)
    client.logger.error({ event: 'record.too-large', kind, key, bytes })
  }
  const readAlerts =
    <Kind extends Alert['kind']>(...kinds: readonly Kind[]) =>
    (from?: TopicPositions) =>
      readPublishedAlerts({ ...client, topic: all.alerts.name, ...(from && { from }) }, kinds)

  await run('arrivals', arrivalsStage(watched, all, onTooLargeRecord), {
    topic: all.observations.name,
    outputTopics: [all.arrivals.name, all.rejected.name],
    entriesMax: ARRIVALS_ENTRIES_MAX,
    open: partitions.arrivals,
    onOutputs: stageMetrics.onArrivals,
  })
  await run('groups', groupsStage(watched, all, stageMetrics.onUnreadableArrivals, onTooLargeRecord), {
    topic: all.arrivals.name,
    outputTopics: [all.alerts.name],
    entriesMax: GROUPS_ENTRIES_MAX,
    open: partitions.groups,
    readPublished: (partition) => async (from) => {
      const { versions, positions } = await readAlerts('mass-arrival')(from)
      const isOurs = ({ areaId }: MassArrivalAlert) => partitionFor(areaId, all.arrivals.partitions) === partition
      return { versions: versions.filter(isOurs), positions }
    },
    onOutputs: stageMetrics.onAlerts,
  })
  await run('sources', sourcesStage(all), {
    topic: all.sources.name,
    outputTopics: [all.alerts.name],
    entriesMax: SOURCES_ENTRIES_MAX,
    open: partitions.sources,
    readPublished: () => readAlerts('source-silent', 'source-limit', 'diagnostic'),
    onOutputs: sourceMetrics.onAlerts,
    whileAssigned: () => startTicking(ticker, all.sources.name, sourcePolicyOf(config)).stop,
  })
  return { failed: failed() }
}

type Wiring<State, Output, Version> = Pick<
  StageSpec<State, Output, Version>,
  'topic' | 'outputTopics' | 'entriesMax' | 'open' | 'readPublished' | 'onOutputs' | 'whileAssigned'
>

/** What all stages have in common: their consumer groups, stores, health and metrics. */
const createStageRunner = (
  open: AsyncDisposableStack,
  { config, client, redis, storeWatch, health, stageMetrics }: StagesDeps,
) => {
  const prefix = config.TOPIC_PREFIX
  const consumers: PartitionConsumer[] = []
  // All at once: each may have to wait for Redis or Kafka, and for no longer than the others.
  open.defer(async () => {
    await Promise.all(consumers.map((consumer) => consumer.close()))
  })

  const run = async <State, Entry, Output, Version>(
    name: StageName,
    definition: StageDefinition<State, Entry, Output, Version>,
    wiring: Wiring<State, Output, Version>,
  ): Promise<void> => {
    const consumer = await consumeStage(definition, {
      ...client,
      ...wiring,
      groupId: windowingGroups(prefix)[name],
      openStore: () => storeWatch.watch(name, openPartitionStore(redis, { prefix, stage: name })),
      onCommitted: stageMetrics.onCommitted(name),
      onUnreadable: (partition, err) => {
        stageMetrics.unreadableState(name)
        client.logger.error({ event: 'state.unreadable', stage: name, partition, err })
      },
    })
    health.set(name, () => ({
      ok: consumer.state() === 'up',
      detail: `partitions ${consumer.assigned().join(', ') || 'none'}`,
    }))
    consumers.push(consumer)
  }

  const failed = (): Promise<never> => {
    const first = Promise.race(consumers.map((consumer) => consumer.failed))
    first.catch(() => {}) // Awaited by whoever runs the service; until then it is not unhandled.
    return first
  }
  return { run, failed }
}
