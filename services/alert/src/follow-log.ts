import type { TailBatch } from '@landfall/kafka'
import type { Logger, Metrics } from '@landfall/runtime'
import { applyAction, applyVersion, type Board, type Change, passOver } from './domain/board.ts'
import { type Read, readAction, readVersion } from './read-records.ts'

export type FollowLogDeps = {
  readonly board: Board
  readonly logger: Logger
  readonly metrics: Metrics
  /** Told of every change, in order; the board already stands at its place. */
  readonly onChange: (change: Change) => void
  /** Told when the board has moved, with or without a change. */
  readonly onPlace: () => void
}

/** Feeds both topics into the board, record by record, so that a change is told at its own place in the log. */
export const followLog = ({ board, logger, metrics, onChange, onPlace }: FollowLogDeps) => {
  const records = metrics.counter('alert_records_total', 'Records read, by topic and outcome', ['topic', 'outcome'])

  const readable = <T>(topic: string, offset: number, read: Read<T>): T | undefined => {
    if (read.ok) return read.value
    records.inc({ topic, outcome: 'unreadable' })
    logger.error({ event: 'record.unreadable', topic, offset, reason: read.reason })
    return undefined
  }

  const onAlerts = (batch: TailBatch): void => {
    for (const record of batch.records) {
      const version = readable('alerts', record.offset, readVersion(record))
      if (version === undefined) continue
      const { taken, change } = applyVersion(board, version)
      records.inc({ topic: 'alerts', outcome: taken })
      const { alertId, version: number, offset } = version
      if (taken === 'contradiction' || taken === 'out-of-order') {
        logger.error({ event: `alert.${taken}`, alertId, version: number, offset })
      }
      if (change !== null) onChange(change)
    }
    passOver(board, { alerts: batch.nextOffset })
    onPlace()
  }

  const onActions = (batch: TailBatch): void => {
    for (const record of batch.records) {
      const action = readable('actions', record.offset, readAction(record))
      if (action === undefined) continue
      const change = applyAction(board, action)
      records.inc({ topic: 'actions', outcome: change === null ? 'no-effect' : 'taken' })
      if (change !== null) onChange(change)
    }
    passOver(board, { actions: batch.nextOffset })
    onPlace()
  }

  return { onAlerts, onActions }
}
