import type { Logger, Metrics } from '@landfall/runtime'
import type {
  CheckpointRestored,
  CommittedBatch,
  PartitionView,
  UnusableCheckpoint,
  WrittenCheckpoint,
} from '@landfall/stage'
import type { StageName } from '../create-windowing-metrics.ts'

type OpenPartitions = Readonly<Record<StageName, ReadonlyMap<number, PartitionView<unknown>>>>

type Watched = {
  /** Since when there have been commits that are in no checkpoint of this process. */
  uncoveredSinceMs: number | null
  committedOffset: number
  /** Where the log ended when the state was restored, while it has not been folded up to there. */
  behindUntil: number | null
}

/** What becomes of checkpoints, for the log, metrics and health. */
export const createCheckpointWatch = (
  metrics: Metrics,
  open: OpenPartitions,
  clock: () => number,
  logger: Pick<Logger, 'info' | 'warn'>,
) => {
  const instruments = createInstruments(metrics)
  const watched = new Map<string, Watched>()
  const watchedOf = (stage: StageName, partition: number): Watched => {
    const name = `${stage} ${partition}`
    const found = watched.get(name) ?? { uncoveredSinceMs: null, committedOffset: 0, behindUntil: null }
    watched.set(name, found)
    return found
  }
  const openOnes = () =>
    (Object.keys(open) as StageName[]).flatMap((stage) =>
      [...open[stage].keys()].map((partition) => ({ stage, partition, ...watchedOf(stage, partition) })),
    )

  return {
    of: (stage: StageName) => ({
      onRestored: (partition: number, { nextOffset, endOffset, writtenAtMs, entries }: CheckpointRestored): void => {
        const of = { stage, partition, nextOffset, entries }
        const behind = { records: endOffset - nextOffset, seconds: Math.round((clock() - writtenAtMs) / 1_000) }
        logger.warn({ event: 'state.restored', ...of, behind })
        instruments.restores.inc({ stage })
        watchedOf(stage, partition).behindUntil = endOffset > nextOffset ? endOffset : null
      },
      onUnusable: (partition: number, reason: UnusableCheckpoint): void => {
        logger.warn({ event: 'checkpoint.unusable', stage, partition, reason, instead: 'the whole log' })
        instruments.unusable.inc({ stage, reason })
      },
      onWritten: (partition: number, { nextOffset, bytes, copyMs }: WrittenCheckpoint): void => {
        const of = watchedOf(stage, partition)
        of.uncoveredSinceMs = of.committedOffset > nextOffset ? clock() : null // Committed while it was written.
        instruments.written.inc({ stage, outcome: 'written' })
        instruments.bytes.set({ stage, partition }, bytes)
        instruments.copySeconds.set({ stage, partition }, copyMs / 1_000)
      },
      onFailed: (partition: number, err: unknown): void => {
        logger.warn({ event: 'checkpoint.not-written', stage, partition, err })
        instruments.written.inc({ stage, outcome: 'failed' })
      },
      onCommitted: ({ partition, batch: { nextOffset } }: CommittedBatch): void => {
        const of = watchedOf(stage, partition)
        of.uncoveredSinceMs ??= clock()
        of.committedOffset = nextOffset
        if (of.behindUntil !== null && nextOffset >= of.behindUntil) of.behindUntil = null
      },
    }),
    /** Partitions that were restored and have not come to the end of the log. */
    behind: (): readonly string[] =>
      openOnes().flatMap(({ stage, partition, behindUntil }) =>
        behindUntil === null ? [] : [`${stage} ${partition}`],
      ),
    /** Computes the gauges, before they are read. */
    observe: (): void => {
      instruments.uncovered.reset()
      for (const { stage, partition, uncoveredSinceMs } of openOnes())
        instruments.uncovered.set(
          { stage, partition },
          uncoveredSinceMs === null ? 0 : (clock() - uncoveredSinceMs) / 1_000,
        )
    },
  }
}
export type CheckpointWatch = ReturnType<typeof createCheckpointWatch>

const createInstruments = (metrics: Metrics) => {
  const labels = ['stage', 'partition']
  return {
    written: metrics.counter('windowing_checkpoints_total', 'Checkpoints of states', ['stage', 'outcome']),
    restores: metrics.counter('windowing_restores_total', 'States that were missing and went on from a checkpoint', [
      'stage',
    ]),
    unusable: metrics.counter(
      'windowing_unusable_checkpoints_total',
      'States that were missing and are rebuilt from the log, though there was a checkpoint',
      ['stage', 'reason'],
    ),
    bytes: metrics.gauge('windowing_checkpoint_bytes', 'Of the last checkpoint of a partition, compressed', labels),
    copySeconds: metrics.gauge(
      'windowing_checkpoint_copy_seconds',
      'For how long the last checkpoint of a partition kept it from folding',
      labels,
    ),
    uncovered: metrics.gauge(
      'windowing_uncheckpointed_seconds',
      'Age of the oldest commit that is in no checkpoint; 0 where there is none',
      labels,
    ),
  }
}
