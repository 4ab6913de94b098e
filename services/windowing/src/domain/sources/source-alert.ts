import type { DiagnosticAlert, DistressAlert, SourceLimitAlert, SourceSilentAlert } from '@landfall/contracts'

/** What this stage raises. */
export type SourceAlert = DiagnosticAlert | DistressAlert | SourceLimitAlert | SourceSilentAlert

/** A version, and the time of the log record that led to it. */
export type EmittedSourceAlert = { readonly alert: SourceAlert; readonly loggedAtMs: number }

/** What an alert is about: one source, all of them, the system itself, or who calls for help. `began` is its wire time. */
type Subject =
  | { readonly of: 'source'; readonly alert: SourceSilentAlert; readonly began: string }
  | { readonly of: 'limit'; readonly alert: SourceLimitAlert; readonly began: string }
  | { readonly of: 'system'; readonly alert: DiagnosticAlert; readonly began: string }
  | { readonly of: 'device'; readonly alert: DistressAlert; readonly began: string }

export const subjectOf = (alert: SourceAlert): Subject => {
  switch (alert.kind) {
    case 'diagnostic':
      return { of: 'system', alert, began: alert.firstAt }
    case 'distress':
      return { of: 'device', alert, began: alert.firstHeardAt }
    case 'source-limit':
      return { of: 'limit', alert, began: alert.reachedAt }
    case 'source-silent':
      return { of: 'source', alert, began: alert.lastHeardAt }
    default:
      return alert satisfies never
  }
}

/** The newest version of each subject, by what `keyOf` calls it. */
export const newestOfEach = <Of extends SourceAlert>(
  published: Iterable<Of>,
  keyOf: (alert: Of) => string,
): ReadonlyMap<string, Of> => {
  const newest = new Map<string, Of>()
  for (const alert of published) {
    const held = newest.get(keyOf(alert))
    if (held === undefined || isLaterAlert(alert, held)) newest.set(keyOf(alert), alert)
  }
  return newest
}

/** Of the same subject: a later time, or a later version of the same. Not by their order in the topic: repeats come late. */
export const isLaterAlert = (alert: SourceAlert, than: SourceAlert): boolean =>
  alert.alertId === than.alertId ? alert.version > than.version : subjectOf(alert).began > subjectOf(than).began
