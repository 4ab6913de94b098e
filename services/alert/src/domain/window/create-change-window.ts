import type { AlertAction } from '../alert-action.ts'
import type { AlertVersion } from '../alert-version.ts'
import { type AlertFold, appendRecord } from '../create-alert-fold.ts'
import type { HasVersion } from '../fold/decide-next.ts'
import { type TailLimits, trimFold } from '../fold/trim-fold.ts'
import type { LogPosition } from '../log-position.ts'

export type WindowLimits = {
  readonly windowRecordsMax: number
  readonly windowBytesMax: number
}

/** An alert with records in the window: its fold where the window begins. */
type Anchor = { fold: AlertFold; records: number; bytes: number }

/**
 * The newest records of the log, and of each alert in them the fold as it was before: enough to know what a client has missed
 * since any position in the window. A second fold that lags behind the first by the window.
 */
export type ChangeWindow = {
  readonly limits: WindowLimits & TailLimits
  /** Where the window begins: a client at an earlier position needs a snapshot. */
  from: LogPosition
  versions: AlertVersion[]
  actions: AlertAction[]
  /** Of the records and of the anchors, roughly. */
  bytes: number
  /** What has left the window since it was created. */
  readonly passed: { records: number; bytes: number }
  readonly anchors: Map<string, Anchor>
}

export const createChangeWindow = (limits: WindowLimits & TailLimits, from: LogPosition): ChangeWindow => ({
  limits,
  from,
  versions: [],
  actions: [],
  bytes: 0,
  passed: { records: 0, bytes: 0 },
  anchors: new Map(),
})

/** `before`: the alert's fold before this record. Records come in the order of their topic. */
export const addVersionToWindow = (window: ChangeWindow, before: AlertFold, version: AlertVersion): void => {
  window.versions.push(version)
  window.bytes += sizeOf(version)
  anchor(window, before)
}

export const addActionToWindow = (window: ChangeWindow, before: AlertFold, action: AlertAction): void => {
  window.actions.push(action)
  window.bytes += ACTION_BYTES
  anchor(window, before)
}

/**
 * Moves the beginning of the window on until it is within its limits. `hasVersionOf` is asked of versions that folds no longer
 * hold; `position` is where the log has been read to.
 */
export const slideWindow = (
  window: ChangeWindow,
  position: LogPosition,
  hasVersionOf: (alertId: string) => HasVersion,
): void => {
  const { windowRecordsMax, windowBytesMax } = window.limits
  const records = window.versions.length + window.actions.length
  // In steps, as each costs a copy of the lists.
  if (records <= windowRecordsMax * (1 + SLACK) && window.bytes <= windowBytesMax * (1 + SLACK)) return
  let versions = 0
  let actions = 0
  const isOver = (): boolean => records - versions - actions > windowRecordsMax || window.bytes > windowBytesMax
  while (isOver()) {
    const version = window.versions[versions]
    const action = window.actions[actions]
    const isVersionFirst = action === undefined || (version !== undefined && version.timeMs <= action.timeMs)
    const dropped = isVersionFirst ? version : action
    if (dropped === undefined) break
    if (!lift(window, dropped, hasVersionOf(dropped.alertId))) {
      emptyWindow(window, position)
      return
    }
    pass(window, 1, 'json' in dropped ? sizeOf(dropped) : ACTION_BYTES)
    if ('json' in dropped) versions += 1
    else actions += 1
    window.from =
      'json' in dropped
        ? { ...window.from, alerts: dropped.offset + 1 }
        : { ...window.from, actions: dropped.offset + 1 }
  }
  if (versions > 0) window.versions = window.versions.slice(versions)
  if (actions > 0) window.actions = window.actions.slice(actions)
}

/** Begins again at `position`: every client that was further back gets a snapshot. */
const emptyWindow = (window: ChangeWindow, position: LogPosition): void => {
  pass(window, window.versions.length + window.actions.length, window.bytes)
  window.from = position
  window.versions = []
  window.actions = []
  window.anchors.clear()
}

const pass = (window: ChangeWindow, records: number, bytes: number): void => {
  window.bytes -= bytes
  window.passed.records += records
  window.passed.bytes += bytes
}

/** How far beyond its limits the window may grow before it is moved on. */
const SLACK = 0.1

/** What an action takes at the most, roughly: they are short. */
const ACTION_BYTES = 1_024
/** Of a version beside its JSON, roughly: its facts, 100 bytes for each craft. */
const FACTS_BYTES = 1_024
const CRAFT_BYTES = 200

export const sizeOf = ({ json, craft }: AlertVersion): number => json.length + FACTS_BYTES + craft.length * CRAFT_BYTES

/** Of a version in the tail of a fold, roughly, beside its craft: measured. */
const TAIL_FACTS_BYTES = 512

/** What a fold takes beside its newest version: it may hold the facts of a hundred more. */
export const tailBytes = ({ tail }: AlertFold): number =>
  tail.reduce((sum, { craft }) => sum + TAIL_FACTS_BYTES + craft.length * CRAFT_BYTES, TAIL_FACTS_BYTES)

const anchor = (window: ChangeWindow, before: AlertFold): void => {
  const held = window.anchors.get(before.alertId)
  if (held !== undefined) {
    held.records += 1
    return
  }
  const bytes = tailBytes(before)
  window.anchors.set(before.alertId, { fold: before, records: 1, bytes })
  window.bytes += bytes
}

/** Applies a record that leaves the window to its alert's anchor. False where that takes versions that are no longer held. */
const lift = (window: ChangeWindow, record: AlertVersion | AlertAction, hasVersion: HasVersion): boolean => {
  const { anchors, limits } = window
  const held = anchors.get(record.alertId)
  const lifted = held === undefined ? null : appendRecord(held.fold, record, hasVersion)
  if (held === undefined || lifted === null) return false
  held.fold = trimFold(lifted, limits)
  held.records -= 1
  window.bytes -= held.bytes
  held.bytes = held.records === 0 ? 0 : tailBytes(held.fold)
  window.bytes += held.bytes
  if (held.records === 0) anchors.delete(record.alertId)
  return true
}
