import type { AlertStatus } from '@landfall/contracts'
import { type AlertEntry, archiveEntry } from './alert-entry.ts'
import { isWaiting } from './create-alert-fold.ts'
import { isListed } from './operator-side.ts'
import { sizeOf, tailBytes } from './window/create-change-window.ts'

/** For alerts that are over (closed, or ended and acknowledged). Those that are listed always stay. */
export type MemoryLimits = {
  /** Since the last record of the alert, by the log's time. */
  readonly recentMsMax: number
  readonly recentAlertsMax: number
  readonly recentBytesMax: number
}

/** Which alerts are held whole. */
export type Memory = {
  readonly listed: Set<AlertEntry>
  /** Those that are over, the one that changed longest ago first. */
  readonly recent: Map<AlertEntry, { readonly timeMs: number; readonly bytes: number }>
  recentBytes: number
  /** The newest time of the log. */
  newestMs: number
  /** How many alerts have left memory, by status. */
  readonly archived: Record<AlertStatus, number>
}

export const createMemory = (): Memory => ({
  listed: new Set(),
  recent: new Map(),
  recentBytes: 0,
  newestMs: 0,
  archived: { open: 0, cancelled: 0, superseded: 0 },
})

/** Notes a change of an alert, at `timeMs` of the log, and archives the oldest of those that are over, as the limits say. */
export const rememberAlert = (memory: Memory, limits: MemoryLimits, entry: AlertEntry, timeMs: number): void => {
  memory.newestMs = Math.max(memory.newestMs, timeMs)
  keepAlert(memory, entry, timeMs)
  archiveOldest(memory, limits)
}

/** The same, and archives nothing. */
export const keepAlert = (memory: Memory, entry: AlertEntry, timeMs: number): void => {
  forget(memory, entry)
  const { fold } = entry
  if (fold === null || fold.now === null) return // Nothing to show yet: an action that names a version to come.
  if (isListed(fold.now)) memory.listed.add(entry)
  else {
    const bytes = sizeOf(fold.now.version) + tailBytes(fold)
    memory.recent.set(entry, { timeMs, bytes })
    memory.recentBytes += bytes
  }
}

const forget = (memory: Memory, entry: AlertEntry): void => {
  memory.listed.delete(entry)
  memory.recentBytes -= memory.recent.get(entry)?.bytes ?? 0
  memory.recent.delete(entry)
}

const archiveOldest = (memory: Memory, limits: MemoryLimits): void => {
  const { recent } = memory
  for (const [entry, { timeMs }] of recent) {
    const isWithin =
      recent.size <= limits.recentAlertsMax &&
      memory.recentBytes <= limits.recentBytesMax &&
      memory.newestMs - timeMs <= limits.recentMsMax
    if (isWithin) return
    const { fold } = entry
    if (fold === null || isWaiting(fold)) continue // What an earlier action does may still change.
    forget(memory, entry)
    if (fold.now !== null) memory.archived[fold.now.version.status] += 1
    archiveEntry(entry)
  }
}
