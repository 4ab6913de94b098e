import {
  type ActionInHistory,
  type Alert,
  type Difference,
  formatWireTime,
  type History,
  type VersionInHistory,
} from '@landfall/contracts'
import { type AlertAction, actionKey } from './alert-action.ts'
import type { AlertVersion } from './alert-version.ts'
import type { AlertFold } from './create-alert-fold.ts'
import type { Viewer } from './operator-side.ts'

/** A page ends with the version that exceeds this: parsing and comparing blocks the event loop. */
const PAGE_BYTES_MAX = 512 * 1_024

/** A page of all versions and actions, oldest first by the log's time. `from` is the nextCursor of the previous page. */
export const historyOf = (fold: AlertFold, viewer: Viewer, from: number, limit: number): Omit<History, 'alertId'> => {
  const records = merge(fold.versions, fold.actions)
  const page = pageOf(records, from, limit)
  const end = from + page.length
  return {
    entries: page.map((record) => ('json' in record ? toVersion(fold, record) : toAction(fold, record, viewer))),
    nextCursor: end < records.length ? String(end) : null,
  }
}

const merge = (versions: readonly AlertVersion[], actions: readonly AlertAction[]) =>
  // A stable sort keeps each topic's order, and a version before the actions of the same millisecond.
  [...versions, ...actions].toSorted((a, b) => a.timeMs - b.timeMs)

const pageOf = (records: ReturnType<typeof merge>, from: number, limit: number): ReturnType<typeof merge> => {
  let end = from
  for (let bytes = 0; end < records.length && end < from + limit && bytes < PAGE_BYTES_MAX; end += 1) {
    const record = records[end]
    bytes += record !== undefined && 'json' in record ? record.json.length : 0
  }
  return records.slice(from, end)
}

const toVersion = (fold: AlertFold, version: AlertVersion): VersionInHistory => {
  const before = fold.versions[fold.versions.indexOf(version) - 1]
  const alert: Alert = JSON.parse(version.json.toString())
  return {
    kind: 'version',
    at: formatWireTime(version.timeMs),
    version: version.version,
    differences: before === undefined ? [] : diffJson(JSON.parse(before.json.toString()), alert).filter(isContent),
    alert,
  }
}

const isContent = ({ path }: Difference): boolean => path !== 'version' && path !== 'changes'

const toAction = (fold: AlertFold, action: AlertAction, viewer: Viewer): ActionInHistory => {
  const seesAll = viewer === 'operator'
  return {
    kind: 'action',
    at: formatWireTime(action.timeMs),
    action: action.action,
    expectedVersion: action.expectedVersion,
    outcome: fold.outcomes.get(actionKey(action)) ?? 'unknown-version',
    operator: seesAll ? action.operator : null,
    ...(seesAll && action.tokenId !== undefined && { tokenId: action.tokenId }),
    note: seesAll ? action.note : null,
    until: action.untilMs === null ? null : formatWireTime(action.untilMs),
  }
}

const DIFFERENCES_MAX = 500
type Json = Readonly<Record<string, unknown>>

/** The differences of two JSON values, leaf by leaf. Craft are paired by id and arrival; other lists are compared as a whole. */
const diffJson = (before: unknown, after: unknown): readonly Difference[] => {
  const found: Difference[] = []
  collect('', before, after, found)
  return found
}

const collect = (path: string, before: unknown, after: unknown, found: Difference[]): void => {
  if (found.length >= DIFFERENCES_MAX || JSON.stringify(before) === JSON.stringify(after)) return
  const left = asMembers(before)
  const right = asMembers(after)
  if (left === null || right === null) {
    found.push({ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) })
    return
  }
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    collect(path === '' ? key : `${path}.${key}`, left[key], right[key], found)
  }
}

/** The members of an object, or of a list of craft, keyed by craft and arrival; null for anything else. */
const asMembers = (value: unknown): Json | null => {
  if (typeof value !== 'object' || value === null) return null
  if (!Array.isArray(value)) return value as Json
  const names = value.map(nameOf)
  return value.length > 0 && names.every((name) => name !== null)
    ? Object.fromEntries(names.map((name, index) => [name, value[index]]))
    : null
}

const nameOf = (item: unknown): string | null => {
  const { craftId, arrivedAt } = (item ?? {}) as { readonly craftId?: unknown; readonly arrivedAt?: unknown }
  return typeof craftId === 'string' ? `${craftId}@${String(arrivedAt)}` : null
}
