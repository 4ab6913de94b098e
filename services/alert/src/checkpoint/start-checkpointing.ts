import type { KafkaClient } from '@landfall/kafka'
import { type Metrics, pause } from '@landfall/runtime'
import { CHECKPOINT_RULES } from '../domain/checkpoint/checkpoint-parts.ts'
import type { AlertStore } from '../domain/create-alert-store.ts'
import type { LogPosition } from '../domain/log-position.ts'
import { newestManifest } from './start-from-checkpoint.ts'
import { type WriteCheckpointSpec, writeCheckpoint } from './write-checkpoint.ts'

export type CheckpointingDeps = Omit<WriteCheckpointSpec, 'logId' | 'low'> & {
  readonly kafka: KafkaClient
  readonly metrics: Metrics
  readonly log: { readonly id: () => string; readonly low: () => LogPosition }
  readonly limits?: Partial<CheckpointLimits>
}
export type CheckpointLimits = {
  /** What whoever starts has to read at the most, beside the window of changes. */
  readonly checkpointRecordsMax: number
  readonly checkpointBytesMax: number
  readonly checkMs: number
}
const CHECKPOINT_LIMITS: CheckpointLimits = {
  checkpointRecordsMax: 10_000,
  checkpointBytesMax: 128 * 1_048_576,
  checkMs: 10_000,
}

/**
 * Writes a checkpoint whenever enough has happened since the last one. Every instance does; one that finds that another was
 * faster leaves it at that. A failure is logged and tried again: a start then only takes longer.
 */
export const startCheckpointing = ({ kafka, store, producer, topic, metrics, log, limits }: CheckpointingDeps) => {
  const { checkpointRecordsMax, checkpointBytesMax, checkMs } = { ...CHECKPOINT_LIMITS, ...limits }
  const written = metrics.counter('alert_checkpoints_total', 'Checkpoints of the index', ['outcome'])
  const closing = new AbortController()
  let last = { records: 0, bytes: 0 }

  const isDue = ({ window: { passed } }: AlertStore): boolean =>
    passed.records - last.records >= checkpointRecordsMax || passed.bytes - last.bytes >= checkpointBytesMax

  const isDoneByOthers = async (): Promise<boolean> => {
    const { from } = store.window
    const nearMax = checkpointRecordsMax / 2
    const found = await newestManifest(
      { ...kafka, topic },
      ({ rules, logId }) => rules === CHECKPOINT_RULES && logId === log.id(),
    )
    return found !== null && from.alerts + from.actions - (found.from.alerts + found.from.actions) < nearMax
  }

  const round = async (): Promise<void> => {
    const passed = { ...store.window.passed }
    try {
      const isDone = await isDoneByOthers()
      const manifest = isDone
        ? null
        : await writeCheckpoint({ store, producer, topic, logId: log.id(), low: log.low() })
      if (!isDone && manifest === null) return written.inc({ outcome: 'failed' })
      last = passed
      written.inc({ outcome: isDone ? 'left-to-another' : 'written' })
    } catch (error) {
      written.inc({ outcome: 'failed' })
      kafka.logger.warn({ event: 'checkpoint.not-written', topic, err: error })
    }
  }

  const run = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      // At random, so that instances seldom write at the same time.
      await pause(checkMs * (0.5 + Math.random()), closing.signal)
      if (!closing.signal.aborted && isDue(store)) await round()
    }
  }
  const running = run()
  return {
    close: async (): Promise<void> => {
      closing.abort()
      await running
    },
  }
}
