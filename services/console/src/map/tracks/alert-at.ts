import type { AlertView, HistoryEntry, VersionInHistory } from '@landfall/contracts'

/** The version that stood at a time, by the log's time; null before the first. */
export const versionAt = (history: readonly HistoryEntry[], atMs: number): VersionInHistory | null =>
  history.filter((entry) => entry.kind === 'version').findLast(({ at }) => Date.parse(at) <= atMs) ?? null

/** An alert as it was in that version, undefined before it was raised. What operators did to it is as now. */
export const alertAt = (alert: AlertView, version: VersionInHistory | null): AlertView | undefined =>
  version === null ? undefined : ({ ...alert, ...version.alert } as AlertView)
