import { type AlertView, topics } from '@landfall/contracts'
import { type LogRecord, readTopic } from '@landfall/kafka'
import { applyAction, applyVersion, createAlertStore } from '../domain/create-alert-store.ts'
import { parseActionRecord, parseVersionRecord } from '../log/parse-version-record.ts'
import { writeView } from '../write-view.ts'
import { testLogger } from './start-alert.ts'

/** Folds the topics from the beginning. Expects alerts that had all their versions before the first action. */
export const foldTopics = async (brokers: string, prefix: string) => {
  const { alerts, actions } = topics(prefix)
  const store = createAlertStore()
  const nowMs = Date.now()
  const viewsOf = new Map<string, string[]>()
  const notesOf = new Map<string, string[]>()
  const kafka = { brokers: brokers.split(','), clientId: 'test-fold', logger: testLogger }

  const lifecycleOf = (alertId: string) => store.alerts.get(alertId)?.fold?.now?.lifecycle
  const note = (alertId: string): void => {
    const now = store.alerts.get(alertId)?.fold?.now
    if (now == null) return
    const view = JSON.stringify(JSON.parse(String(writeView(now, 'operator', nowMs))))
    viewsOf.set(alertId, [...(viewsOf.get(alertId) ?? []), view])
  }
  const takeVersion = (record: LogRecord): void => {
    const read = parseVersionRecord(record)
    if (!read.ok) throw new Error(read.reason)
    applyVersion(store, read.value)
    note(read.value.alertId)
  }
  const takeAction = (record: LogRecord): void => {
    const read = parseActionRecord(record)
    if (!read.ok) throw new Error(read.reason)
    const { alertId } = read.value
    const before = lifecycleOf(alertId)?.notesCount ?? 0
    applyAction(store, read.value)
    note(alertId)
    // The fold holds the newest alone.
    const { notes = [], notesCount = 0 } = lifecycleOf(alertId) ?? {}
    if (notesCount > before) notesOf.set(alertId, [...(notesOf.get(alertId) ?? []), notes.at(-1)?.text ?? ''])
  }
  for await (const record of readTopic({ ...kafka, topic: alerts.name })) takeVersion(record)
  for await (const record of readTopic({ ...kafka, topic: actions.name })) takeAction(record)

  return {
    outcomeOf: (alertId: string, operator: string, actionId: string) =>
      store.alerts.get(alertId)?.fold?.decided.get(JSON.stringify([operator, actionId]))?.outcome,
    /** All that were taken, the newest last. */
    notesOf: (alertId: string): readonly string[] => notesOf.get(alertId) ?? [],
    /** As JSON, the newest last. */
    viewsOf: (alertId: string): readonly string[] => viewsOf.get(alertId) ?? [],
    /** Returns the view if the alert never looked like this. */
    neverTrue: (view: AlertView): readonly AlertView[] =>
      viewsOf.get(view.alertId)?.includes(JSON.stringify(view)) === true ? [] : [view],
  }
}
