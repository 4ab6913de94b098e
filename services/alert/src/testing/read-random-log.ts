import type { LogRecord } from '@landfall/kafka'
import { checkpointParts, writeCheckpointEntry } from '../domain/checkpoint/checkpoint-parts.ts'
import { type Restorable, restoreEntry } from '../domain/checkpoint/restore-entry.ts'
import {
  type AlertStore,
  type Applied,
  applyAction,
  applyVersion,
  type Change,
  createAlertStore,
  restoreFold,
  type StoreLimits,
} from '../domain/create-alert-store.ts'
import { type AlertRecords, createAlertRecords } from '../log/create-alert-records.ts'
import { applyWholeAction, applyWholeVersion, createWholeStore } from './oracle/create-whole-store.ts'
import { actionRecord, type RandomLog, versionRecord } from './random-log.ts'

/** Which topic each step reads from, and whether the process is started again before it. */
export type Step = { readonly takesVersion: boolean; readonly restarts: boolean }

/** What memory no longer holds, read from the log. */
export const recordsOfLog = ({ versions, actions }: RandomLog): AlertRecords =>
  createAlertRecords({
    alerts: { read: async (offsets) => pick(versions.map(versionRecord), offsets), close: async () => {} },
    actions: { read: async (offsets) => pick(actions.map(actionRecord), offsets), close: async () => {} },
  })

const pick = (records: readonly LogRecord[], offsets: readonly number[]): readonly LogRecord[] =>
  records.filter(({ offset }) => offsets.includes(offset))

/** Reads both topics as the steps say. Returns the store and the changes that it reported, each at its position once. */
export const readRandomLog = async (log: RandomLog, steps: readonly Step[], limits: Partial<StoreLimits> = {}) => {
  const records = recordsOfLog(log)
  let store = createAlertStore(limits)
  const changes = new Map<string, Change>()
  let restarts = 0
  for (let turn = 0; ; turn += 1) {
    const step = steps[turn]
    if (step?.restarts === true) {
      store = await restarted(store, records)
      restarts += 1
    }
    const version = log.versions.find(({ offset }) => offset >= store.position.alerts)
    const action = log.actions.find(({ offset }) => offset >= store.position.actions)
    const takesVersion = action === undefined || (version !== undefined && (step?.takesVersion ?? true))
    let applied: Applied | null = null
    if (takesVersion && version !== undefined) {
      applied = await applyWithRecall(store, records, version.alertId, () => applyVersion(store, version))
    } else if (action !== undefined) {
      applied = await applyWithRecall(store, records, action.alertId, () => applyAction(store, action))
    }
    if (applied === null) return { store, changes: [...changes.values()], records, restarts }
    const { change } = applied
    if (change !== null) changes.set(`${change.position.alerts} ${change.position.actions}`, change)
  }
}

const applyWithRecall = async (store: AlertStore, records: AlertRecords, alertId: string, apply: () => Applied) => {
  for (;;) {
    const applied = apply()
    const entry = store.alerts.get(alertId)
    if (entry === undefined || (applied.taken !== 'needs-fold' && applied.taken !== 'needs-records')) return applied
    const fold = applied.taken === 'needs-records' ? await records.refold(entry) : await records.recall(entry)
    if (fold === null) throw new Error('not in the log')
    restoreFold(store, entry, fold)
  }
}

/** A store from a checkpoint of another. */
export const restarted = async (store: AlertStore, records: AlertRecords): Promise<AlertStore> => {
  const { from } = store.window
  const lines = checkpointParts(store).map((part) => writeCheckpointEntry(part, from))
  const next = createAlertStore(store.limits, from)
  const missing: Restorable[] = []
  for (const line of lines) {
    const restorable = restoreEntry(next, line)
    if (restorable !== null) missing.push(restorable)
  }
  for (const { offset, restore } of missing) {
    const [version] = await records.versionsAt([offset])
    if (version !== undefined) restore(version)
  }
  return next
}

/** The oracle: every record held for ever. */
export const readWhole = ({ versions, actions }: RandomLog) => {
  const whole = createWholeStore()
  for (const version of versions) applyWholeVersion(whole, version)
  for (const action of actions) applyWholeAction(whole, action)
  return whole
}
