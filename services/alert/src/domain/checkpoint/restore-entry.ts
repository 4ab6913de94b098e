import { List, OrderedMap } from 'immutable'
import { type AlertEntry, createAlertEntry } from '../alert-entry.ts'
import type { AlertVersion } from '../alert-version.ts'
import { stateInArchive } from '../archive-of.ts'
import type { AlertFold } from '../create-alert-fold.ts'
import type { AlertStore } from '../create-alert-store.ts'
import { rememberAlert } from '../create-memory.ts'
import { addPending, type PendingActions } from '../fold/add-pending.ts'
import { indexFrom } from '../record-index.ts'
import type { CheckpointEntry } from './checkpoint-parts.ts'

/** An alert of a checkpoint that has a version in memory: which one, and how to put it there. */
export type Restorable = {
  readonly offset: number
  readonly timeMs: number
  readonly restore: (version: AlertVersion) => void
}

/**
 * Adds an alert of a checkpoint to a store. Expects them in the order of the checkpoint. Returns what is still missing: the
 * newest version of an alert that was in memory; null where nothing is.
 */
export const restoreEntry = (store: AlertStore, line: string): Restorable | null => {
  const { alertId, archive, fold, ...given } = JSON.parse(line) as CheckpointEntry
  const entry: AlertEntry = {
    ...createAlertEntry(alertId),
    versions: indexFrom(new Uint8Array(Buffer.from(given.versions, 'base64'))),
    actions: indexFrom(new Uint8Array(Buffer.from(given.actions, 'base64'))),
  }
  store.alerts.set(alertId, entry)
  if (entry.versions.records > 0) entry.raisedIndex = store.raised.push(entry) - 1
  store.counts.versions += entry.versions.records
  store.counts.actions += entry.actions.records
  if (archive !== undefined) {
    entry.fold = null
    entry.archive = archive
    store.memory.archived[stateInArchive(archive).version.status] += 1
    return null
  }
  if (fold === undefined) return null
  const { now, decided, pending, ...rest } = fold
  const withoutNow: AlertFold = {
    ...rest,
    alertId,
    decided: OrderedMap(decided),
    pending: pending.reduce<PendingActions>(addPending, List()),
    now: null,
  }
  entry.fold = withoutNow
  if (now === null) return null
  const timeMs = Math.max(entry.versions.last.timeMs, entry.actions.last.timeMs)
  const restore = (version: AlertVersion): void => {
    entry.fold = { ...withoutNow, now: { ...now, version, ticks: withoutNow.ticks } }
    rememberAlert(store.memory, store.limits, entry, timeMs)
  }
  return { offset: entry.versions.last.offset, timeMs, restore }
}
