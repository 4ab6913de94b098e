import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ParsedJson } from '@landfall/contracts'
import type { LogRecord, TailBatch } from '@landfall/kafka'
import type { Logger, Metrics } from '@landfall/runtime'
import {
  type AlertStore,
  applyAction,
  applyVersion,
  type Change,
  type LogPosition,
  skipTo,
} from '../domain/create-alert-store.ts'
import { parseActionRecord, parseVersionRecord } from './parse-version-record.ts'

export type FollowLogDeps = {
  readonly store: AlertStore
  readonly logger: Logger
  readonly metrics: Metrics
  /** Called for every change, in order; the store is already at the change's position. */
  readonly onChange: (change: Change) => void
  /** Called synchronously after the store's position has moved, with or without a change. */
  readonly onPosition: () => void
}

/** How much is processed before yielding to the event loop, so that others run and clients' sockets drain. */
const TURN_BYTES_MAX = 64 * 1_024
const TURN_RECORDS_MAX = 100

/** Feeds both topics into the store, record by record, so that each change is published at its own position. */
export const followLog = ({ store, logger, metrics, onChange, onPosition }: FollowLogDeps) => {
  const records = metrics.counter('alert_records_total', 'Records read, by topic and outcome', ['topic', 'outcome'])

  const readable = <T>(topic: string, offset: number, read: ParsedJson<T>): T | undefined => {
    if (read.ok) return read.value
    records.inc({ topic, outcome: 'unreadable' })
    logger.error({ event: 'record.unreadable', topic, offset, reason: read.reason })
    return undefined
  }

  const takeVersion = (record: LogRecord): void => {
    const version = readable('alerts', record.offset, parseVersionRecord(record))
    if (version === undefined) return
    const { taken, change } = applyVersion(store, version)
    records.inc({ topic: 'alerts', outcome: taken })
    const { alertId, version: number, offset } = version
    if (taken === 'contradiction' || taken === 'out-of-order') {
      logger.error({ event: `alert.${taken}`, alertId, version: number, offset })
    }
    if (change !== null) onChange(change)
  }

  const takeAction = (record: LogRecord): void => {
    const action = readable('actions', record.offset, parseActionRecord(record))
    if (action === undefined) return
    const change = applyAction(store, action)
    records.inc({ topic: 'actions', outcome: change === null ? 'no-effect' : 'taken' })
    if (change !== null) onChange(change)
  }

  const inTurns = async (batch: TailBatch, take: (record: LogRecord) => void, past: Partial<LogPosition>) => {
    let taken = 0
    let bytes = 0
    for (const record of batch.records) {
      if (taken >= TURN_RECORDS_MAX || bytes >= TURN_BYTES_MAX) {
        onPosition()
        await nextTurn()
        taken = 0
        bytes = 0
      }
      take(record)
      taken += 1
      bytes += record.value?.length ?? 0
    }
    skipTo(store, past)
    onPosition()
  }

  return {
    onAlerts: (batch: TailBatch) => inTurns(batch, takeVersion, { alerts: batch.nextOffset }),
    onActions: (batch: TailBatch) => inTurns(batch, takeAction, { actions: batch.nextOffset }),
  }
}
