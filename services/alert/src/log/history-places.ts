import {
  type ActionInHistory,
  type Alert,
  type Difference,
  formatWireTime,
  type VersionInHistory,
} from '@landfall/contracts'
import { type AlertAction, actionKey } from '../domain/alert-action.ts'
import type { AlertEntry } from '../domain/alert-entry.ts'
import type { AlertVersion } from '../domain/alert-version.ts'
import type { DecidedActions } from '../domain/create-alert-fold.ts'
import type { Viewer } from '../domain/operator-side.ts'
import { recordsOf } from '../domain/record-index.ts'

/** A record of an alert, and where in its topic it is. */
export type HistoryPlace = { readonly topic: 'alerts' | 'actions'; readonly offset: number }

/** Where all records of an alert are, oldest first by the log's time. */
export const historyPlaces = ({ versions, actions }: AlertEntry): readonly HistoryPlace[] => {
  const places = [
    ...recordsOf(versions).map(({ offset, timeMs }) => ({ topic: 'alerts' as const, offset, timeMs })),
    ...recordsOf(actions).map(({ offset, timeMs }) => ({ topic: 'actions' as const, offset, timeMs })),
  ]
  // A stable sort keeps each topic's order, and a version before the actions of the same millisecond.
  return places.toSorted((a, b) => a.timeMs - b.timeMs)
}

/** `before`: the version before it; null for the first. */
export const versionInHistory = (before: AlertVersion | null, version: AlertVersion): VersionInHistory => {
  const alert: Alert = JSON.parse(version.json.toString())
  return {
    kind: 'version',
    at: formatWireTime(version.timeMs),
    version: version.version,
    differences: before === null ? [] : diffJson(JSON.parse(before.json.toString()), alert).filter(isContent),
    alert,
    place: version.place,
  }
}

const isContent = ({ path }: Difference): boolean => path !== 'version' && path !== 'changes'

export const actionInHistory = (action: AlertAction, decided: DecidedActions, viewer: Viewer): ActionInHistory => {
  const seesAll = viewer === 'operator'
  return {
    kind: 'action',
    at: formatWireTime(action.timeMs),
    action: action.action,
    expectedVersion: action.expectedVersion,
    outcome: decided.get(actionKey(action))?.outcome ?? 'unknown-version',
    operator: seesAll ? action.operator : null,
    ...(seesAll && action.tokenId !== undefined && { tokenId: action.tokenId }),
    note: seesAll ? action.note : null,
    until: action.untilMs === null ? null : formatWireTime(action.untilMs),
    ...(action.item !== undefined && { item: action.item }),
    ...(action.reason !== undefined && { reason: action.reason }),
    ...(action.duplicateOf !== undefined && { duplicateOf: action.duplicateOf }),
    ...(seesAll && action.handedTo !== undefined && { handedTo: action.handedTo }),
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
