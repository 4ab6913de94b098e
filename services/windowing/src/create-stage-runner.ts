import { type PartitionSettings, stateNames, topics, windowingGroups } from '@landfall/contracts'
import type { DiagnosticReporter, KafkaClient, PartitionConsumer } from '@landfall/kafka'
import { openPartitionStore, type RedisHandle } from '@landfall/redis'
import type { BackingServiceState, Health } from '@landfall/runtime'
import {
  consumeStage,
  createPriority,
  type SetAsideRecord,
  type StageDefinition,
  type StageSpec,
} from '@landfall/stage'
import type { CheckpointWatch } from './checkpoints/create-checkpoint-watch.ts'
import type { StoreWatch } from './create-store-watch.ts'
import type { StageName, WindowingMetrics } from './create-windowing-metrics.ts'
import { deadLetterRecord } from './dead-letter-record.ts'
import { type KeptStage, keepStageOpen } from './keep-stage-open.ts'

export type StageRunnerDeps = {
  readonly prefix: string
  readonly config: PartitionSettings
  readonly client: KafkaClient
  readonly redis: RedisHandle
  readonly storeWatch: StoreWatch
  readonly health: Health
  readonly stageMetrics: WindowingMetrics
  readonly clock: () => number
  /** Between two checkpoints of a partition's state, in milliseconds; 0: none are written. */
  readonly checkpointMs: number
  readonly checkpointWatch: CheckpointWatch
  /** For what operators must know. */
  readonly report: DiagnosticReporter['report']
}

type Wiring<State, Output, Version> = Pick<
  StageSpec<State, Output, Version>,
  | 'topic'
  | 'partitions'
  | 'outputTopics'
  | 'entriesMax'
  | 'recordBytesMax'
  | 'partitionFetchBytesMax'
  | 'open'
  | 'readPublished'
  | 'onOutputs'
  | 'whileAssigned'
>

/** An exercise takes a turn of 25 ms at most once a second while the real stages of the process always have work in hand. */
const YIELDING_WAIT_MS_MAX = 1_000
const YIELDING_FOLD_MS_AIM = 25

/** What all stages have in common: their consumer groups, stores, health and metrics. */
export const createStageRunner = (open: AsyncDisposableStack, deps: StageRunnerDeps) => {
  const { prefix, config, client, redis, storeWatch, health, stageMetrics, checkpointWatch } = deps
  const [names, groups] = [stateNames(config), windowingGroups(prefix, config)]
  const priority = createPriority({ waitMsMax: YIELDING_WAIT_MS_MAX, clock: () => performance.now() })
  const onSetAside = createSetAsideLog(deps)
  const consumers: PartitionConsumer[] = []
  const kept: KeptStage[] = []
  // All at once: each may have to wait for Redis or Kafka, and for no longer than the others.
  open.defer(async () => {
    await Promise.all([...consumers, ...kept].map((consumer) => consumer.close()))
  })

  const consume = <State, Entry, Output, Version>(
    name: StageName,
    definition: StageDefinition<State, Entry, Output, Version>,
    wiring: Wiring<State, Output, Version> &
      Pick<StageSpec<State, Output, Version>, 'beginBatch' | 'takeTurn' | 'foldMsAim'>,
  ): Promise<PartitionConsumer> => {
    const { onRestored, onUnusable, onCommitted, onWritten, onFailed } = checkpointWatch.of(name)
    return consumeStage(definition, {
      ...client,
      ...wiring,
      groupId: groups[name],
      openStore: () => storeWatch.watch(name, openPartitionStore(redis, { prefix, stage: names[name] })),
      deadLetters: deadLettersOf(deps, name, wiring.topic),
      onSetAside: onSetAside.of(name, wiring.topic),
      checkpoints: { topic: topics(prefix).stateCheckpoints, intervalMs: deps.checkpointMs, onWritten, onFailed },
      onRestored,
      onUnusable,
      onCommitted: (committed) => {
        stageMetrics.onCommitted(name)(committed)
        onCommitted(committed)
      },
      onUnreadable: (partition, err) => {
        stageMetrics.unreadableState(name)
        client.logger.error({ event: 'state.unreadable', stage: name, partition, err })
      },
    })
  }

  /** Runs a stage that others yield to; when it fails, so does the process. */
  const run = async <State, Entry, Output, Version>(
    name: StageName,
    definition: StageDefinition<State, Entry, Output, Version>,
    wiring: Wiring<State, Output, Version>,
  ): Promise<void> => {
    const consumer = await consume(name, definition, { ...wiring, beginBatch: priority.begin })
    health.set(name, () => healthOf(consumer, onSetAside.count(name)))
    consumers.push(consumer)
  }

  /** Runs a stage that gets what the others leave; when it fails, it is opened again, and they go on. */
  const runYielding = async <State, Entry, Output, Version>(
    name: StageName,
    definition: StageDefinition<State, Entry, Output, Version>,
    wiring: Wiring<State, Output, Version>,
  ): Promise<void> => {
    const pace = { takeTurn: priority.takeTurn, foldMsAim: YIELDING_FOLD_MS_AIM }
    const stage = await keepStageOpen({
      openConsumer: () => consume(name, definition, { ...wiring, ...pace }),
      onFailed: (err) => {
        stageMetrics.stageFailed(name)
        client.logger.error({ event: 'stage.failed', stage: name, err })
      },
    })
    health.set(name, () => healthOf(stage, onSetAside.count(name), stage.trouble()))
    kept.push(stage)
  }

  const failed = (): Promise<never> => {
    const first = Promise.race(consumers.map((consumer) => consumer.failed))
    first.catch(() => {}) // Awaited by whoever runs the service; until then it is not unhandled.
    return first
  }
  return { run, runYielding, failed }
}

const deadLettersOf = ({ prefix, clock }: StageRunnerDeps, stage: StageName, topic: string) => {
  const { deadLetters } = topics(prefix)
  const toRecord = (letter: SetAsideRecord) => deadLetterRecord(deadLetters.name, { stage, topic }, letter, clock())
  return { topic: deadLetters, toRecord }
}

/** One that cannot be folded is not reported: the report would be set aside too, and reported. */
const DIAGNOSTIC_TYPE = '"type":"diagnostic"'

/** Counts and reports what was set aside, a line of the log for each commit. */
const createSetAsideLog = ({ stageMetrics, client, report }: StageRunnerDeps) => {
  const counts = new Map<StageName, number>()
  return {
    of:
      (stage: StageName, topic: string) =>
      (letters: readonly SetAsideRecord[]): void => {
        const [first] = letters
        if (first === undefined) return
        const { partition, record, error: err } = first
        counts.set(stage, (counts.get(stage) ?? 0) + letters.length)
        stageMetrics.setAside(stage, letters.length)
        const where = { stage, topic, partition, offset: record.offset }
        client.logger.error({ event: 'record.set-aside', ...where, records: letters.length, err })
        if (String(record.value).includes(DIAGNOSTIC_TYPE)) return
        report({
          cause: 'dead-letters',
          subject: stage,
          detail: `the stage cannot fold a record of ${topic} (partition ${partition}, offset ${record.offset}): it is set aside`,
          count: letters.length,
          exercise: stage.startsWith('exercise'),
        })
      },
    /** Since the process was started. */
    count: (stage: StageName): number => counts.get(stage) ?? 0,
  }
}

type Consumer = Pick<PartitionConsumer, 'state' | 'assigned'>

const healthOf = (consumer: Consumer, setAsideCount: number, trouble?: string): BackingServiceState => {
  const partitions = `partitions ${consumer.assigned().join(', ') || 'none'}`
  const setAside = setAsideCount > 0 ? `; ${setAsideCount} records set aside since the start` : ''
  const detail =
    trouble === undefined ? partitions : `failed: ${trouble}; it is opened again, and the other stages go on`
  return { ok: consumer.state() === 'up', detail: `${detail}${setAside}` }
}
