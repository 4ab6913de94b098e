import { type Alert, type AlertOf, type Topics, topics, topicsOfWorld } from '@landfall/contracts'
import {
  createDiagnosticReporter,
  type KafkaClient,
  openProducer,
  type Producer,
  waitUntilClosed,
} from '@landfall/kafka'
import { type ArrivalsState, type CraftLimits, type GroupsState, type World, worldOf } from '@landfall/mass-arrivals'
import type { RedisHandle } from '@landfall/redis'
import type { Health, Running } from '@landfall/runtime'
import type { PartitionView, TopicPositions } from '@landfall/stage'
import { placeWatchedAreas } from './areas/place-watched-areas.ts'
import { arrivalsStage } from './arrivals-stage.ts'
import type { OnTooLargeRecord } from './bounded-json.ts'
import type { CheckpointWatch } from './checkpoints/create-checkpoint-watch.ts'
import type { SourceMetrics } from './create-source-metrics.ts'
import { createStageRunner } from './create-stage-runner.ts'
import type { StoreWatch } from './create-store-watch.ts'
import type { WindowingMetrics } from './create-windowing-metrics.ts'
import type { SourcesState } from './domain/sources/sources-state.ts'
import { groupsStage } from './groups-stage.ts'
import type { LoadedAreas } from './load-areas.ts'
import { type OnUnreadableAlert, readPublishedAlerts, type WantedAlerts } from './read-published-alerts.ts'
import { sourcePolicyOf } from './source-settings.ts'
import { sourcesStage } from './sources-stage.ts'
import { startGroupsTicking } from './ticking/start-groups-ticking.ts'
import { startSourceTicking } from './ticking/start-source-ticking.ts'
import type { WindowingConfig } from './windowing-config.ts'

/** The partitions that are open in this process, for health and metrics. */
export type OpenPartitions = {
  readonly arrivals: Map<number, PartitionView<ArrivalsState>>
  readonly groups: Map<number, PartitionView<GroupsState>>
  readonly sources: Map<number, PartitionView<SourcesState>>
  readonly 'exercise-arrivals': Map<number, PartitionView<ArrivalsState>>
  readonly 'exercise-groups': Map<number, PartitionView<GroupsState>>
}

type StagesDeps = {
  readonly config: WindowingConfig
  readonly client: KafkaClient
  readonly watched: LoadedAreas
  readonly redis: RedisHandle
  readonly storeWatch: StoreWatch
  readonly health: Health
  readonly stageMetrics: WindowingMetrics
  readonly sourceMetrics: SourceMetrics
  readonly checkpointWatch: CheckpointWatch
  readonly partitions: OpenPartitions
  readonly clock: () => number
}

/** Positions are folded in a microsecond; an arrival may touch a situation of hundreds of craft. */
const ARRIVALS_ENTRIES_MAX = 20_000
const GROUPS_ENTRIES_MAX = 500
/** Some 900 arrivals: of what is fetched, the stage may leave a part for after other areas, and it is fetched again. */
const GROUPS_FETCH_BYTES_MAX = 1_048_576
const SOURCES_ENTRIES_MAX = 5_000

/** Of a record beside its value: key, and what the batch that it is in has of its own. */
const RECORD_ENVELOPE_BYTES = 4_096

/** The stages from observations to alerts, once for real data and once for exercises. */
const STAGES_OF = {
  real: { arrivals: 'arrivals', groups: 'groups' },
  exercise: { arrivals: 'exercise-arrivals', groups: 'exercise-groups' },
} as const satisfies Record<World, unknown>

/** An exercise may not fill the memory that the real need: 40,000 craft unfollowed and 40,000 followed in its 4 partitions. */
const CRAFT_LIMITS_OF: Readonly<Record<World, CraftLimits | undefined>> = {
  real: undefined,
  exercise: { unfollowedMax: 10_000, followedMax: 5_000, reportedMax: 10_000 },
}

/** Opens the stages onto `open`; `failed` rejects when one of them cannot go on, those of exercises excepted. */
export const openStages = async (open: AsyncDisposableStack, deps: StagesDeps): Promise<Running> => {
  const { config, client } = deps
  const all = topics(config.TOPIC_PREFIX, config)
  const ticker = open.adopt(
    await openProducer({ ...client, topics: [all.arrivals, all.exerciseArrivals, all.sources] }),
    (handle) => handle.close(),
  )
  const reporter = createDiagnosticReporter({ send: ticker.send, topic: all.sources.name })
  open.defer(() => reporter.close())
  const checkpointMs = config.STATE_CHECKPOINT_SECONDS * 1_000
  const runner = createStageRunner(open, {
    ...deps,
    prefix: config.TOPIC_PREFIX,
    checkpointMs,
    report: reporter.report,
  })
  const onUnreadableAlert: OnUnreadableAlert = ({ partition, offset }, reason) => {
    deps.stageMetrics.onUnreadableAlert()
    client.logger.error({ event: 'record.unreadable', topic: all.alerts.name, partition, offset, reason })
  }
  const readAlerts: StagesWiring['readAlerts'] = (wanted) => (from) =>
    readPublishedAlerts({ ...client, topic: all.alerts.name, ...(from && { from }) }, wanted, onUnreadableAlert)
  const wiring = { ...deps, ...waitUntilClosed(open), all, runner, ticker, readAlerts }
  if (config.WINDOWING_STAGES !== 'exercise') {
    await runWorld('real', wiring)
    await runSources(wiring)
  }
  if (config.WINDOWING_STAGES !== 'real') await runWorld('exercise', wiring)
  deps.health.set('areas', { ok: true })
  return { failed: runner.failed() }
}

type StagesWiring = StagesDeps & {
  readonly closing: AbortSignal
  readonly all: Topics
  readonly runner: ReturnType<typeof createStageRunner>
  readonly ticker: Pick<Producer, 'send'>
  readonly readAlerts: <Kind extends Alert['kind']>(
    wanted: WantedAlerts<Kind>,
  ) => (from?: TopicPositions) => ReturnType<typeof readPublishedAlerts<Kind>>
}

const runWorld = async (world: World, wiring: StagesWiring): Promise<void> => {
  const { client, closing, watched, stageMetrics, partitions, all, runner, ticker, readAlerts } = wiring
  const names = STAGES_OF[world]
  const own = topicsOfWorld(all, world === 'exercise')
  const run = world === 'exercise' ? runner.runYielding : runner.run
  const onTooLargeRecord: OnTooLargeRecord = (kind, key, bytes) => {
    stageMetrics.tooLargeRecord(kind)
    client.logger.error({ event: 'record.too-large', kind, key, bytes })
  }
  const placing = { client, all, areas: watched.weighed, misplaced: stageMetrics.misplaced(world), closing }
  const { partitionOf, onElsewhere } = await placeWatchedAreas(world, placing)
  const arrivals = arrivalsStage(
    watched,
    { arrivals: own.arrivals, rejected: all.rejected },
    {
      world,
      partitionOf,
      onSkipped: stageMetrics.skipped(names.arrivals),
      onTooLargeRecord,
      craftLimits: CRAFT_LIMITS_OF[world],
      grownTo: own.observations.name === own.observations.first?.name ? undefined : own.observations.partitions,
    },
  )
  await run(names.arrivals, arrivals, {
    topic: own.observations.name,
    partitions: own.observations.partitions,
    outputTopics: [own.arrivals, all.rejected],
    entriesMax: ARRIVALS_ENTRIES_MAX,
    recordBytesMax: own.arrivals.messageBytesMax - RECORD_ENVELOPE_BYTES,
    open: partitions[names.arrivals],
    onOutputs: stageMetrics.onArrivals,
  })
  const groups = groupsStage(watched, all, {
    world,
    partitionOf,
    onSkipped: stageMetrics.skipped(names.groups),
    onElsewhere,
    onUnreadable: stageMetrics.onUnreadableArrivals,
    awaitedMs: wiring.config.RESTORED_ALERTS_WAIT_SECONDS * 1_000,
    onTooLargeRecord,
  })
  await run(names.groups, groups, {
    topic: own.arrivals.name,
    partitions: own.arrivals.partitions,
    outputTopics: [all.alerts],
    entriesMax: GROUPS_ENTRIES_MAX,
    partitionFetchBytesMax: GROUPS_FETCH_BYTES_MAX,
    open: partitions[names.groups],
    readPublished: (partition) => {
      const isOurs = ({ areaId, exercise }: AlertOf<'mass-arrival' | 'inbound-group'>) =>
        worldOf(exercise) === world && partitionOf(areaId) === partition
      return readAlerts({ kinds: ['mass-arrival', 'inbound-group'], isOurs })
    },
    onOutputs: stageMetrics.onAlerts,
    whileAssigned: (partition) =>
      startGroupsTicking(
        ticker,
        { topic: own.arrivals.name, partition },
        () => partitions[names.groups].get(partition)?.state,
      ).stop,
  })
}

/** Exercises are not watched for silence. */
const runSources = async (wiring: StagesWiring): Promise<void> => {
  const { config, watched, stageMetrics, sourceMetrics, partitions, all, runner, ticker, readAlerts } = wiring
  await runner.run('sources', sourcesStage(all, { watched, onUnreadable: stageMetrics.onUnreadableSource }), {
    topic: all.sources.name,
    partitions: all.sources.partitions,
    outputTopics: [all.alerts],
    entriesMax: SOURCES_ENTRIES_MAX,
    open: partitions.sources,
    readPublished: () => readAlerts({ kinds: ['source-silent', 'source-limit', 'diagnostic', 'distress'] }),
    onOutputs: sourceMetrics.onAlerts,
    whileAssigned: () => startSourceTicking(ticker, all.sources.name, sourcePolicyOf(config)).stop,
  })
}
