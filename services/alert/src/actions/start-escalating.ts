import type { Logger } from '@landfall/runtime'
import type { AlertNow } from '../domain/create-alert-fold.ts'
import { type AlertStore, alertsInMemory } from '../domain/create-alert-store.ts'
import type { AppendAction } from './create-append-action.ts'

export type EscalatingDeps = {
  readonly store: AlertStore
  readonly clock: () => number
  readonly append: AppendAction
  readonly logger: Logger
  readonly afterMs: number
}

const ROUND_MS = 1_000
const ATTEMPT_MS = 30_000

/**
 * Appends escalations of warnings that have been unacknowledged for too long. The clock only says when to append: whether an
 * escalation takes effect is decided by the log's times, alike on every instance, whoever appended it and how often.
 */
export const startEscalating = ({ store, clock, append, logger, afterMs }: EscalatingDeps) => {
  const asked = new Set<string>()

  const ask = async (now: AlertNow, attempt: number): Promise<void> => {
    const { alertId, version } = now.version
    // The same id on every instance, so that together they write it once; a new id later, in case this one came too early.
    const actionId = `escalate-v${version}-${attempt}`
    const key = `${alertId} ${actionId}`
    if (asked.has(key)) return
    asked.add(key)
    try {
      const appended = await append({
        type: 'action',
        actionId,
        alertId,
        action: 'escalate',
        expectedVersion: version,
        operator: 'landfall',
        note: null,
        until: null,
        turn: now.lifecycle.turn,
        escalateAfterMs: afterMs,
      })
      if (appended !== 'durable') asked.delete(key) // The next round tries again.
    } catch (error) {
      asked.delete(key)
      logger.warn({ event: 'escalation.not-appended', alertId, err: error })
    }
  }

  const round = (): void => {
    const nowMs = clock()
    const attempt = Math.floor(nowMs / ATTEMPT_MS)
    if (asked.size > 10_000) asked.clear()
    for (const now of alertsInMemory(store)) if (isOverdue(now, nowMs, afterMs)) void ask(now, attempt)
  }
  const timer = setInterval(round, ROUND_MS)
  return { stop: () => clearInterval(timer) }
}

const isOverdue = ({ version, lifecycle }: AlertNow, nowMs: number, afterMs: number): boolean =>
  version.status === 'open' &&
  version.severity === 'warning' &&
  lifecycle.escalatedAtMs === null &&
  lifecycle.attention.phase === 'unacknowledged' &&
  nowMs - lifecycle.attention.sinceMs > afterMs
