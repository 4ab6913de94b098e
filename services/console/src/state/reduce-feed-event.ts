import type { AlertView } from '@landfall/contracts'
import type { FeedEvent } from '@landfall/feed-client'
import { changedWords } from '../alert/change-words.ts'
import { needsAttention, severityOf } from '../alert/severity-of.ts'
import { announcementOf, isAlarmNews } from '../notify/announcement.ts'
import { withAlarm } from '../status/recent-alarms.ts'
import { select } from './select.ts'
import type { AlertEntry, State } from './state.ts'

/** The state after an event of the feed. */
export const reduceFeedEvent = (state: State, event: FeedEvent, nowMs: number): State => {
  switch (event.type) {
    case 'snapshot':
      return reduceSnapshot(state, event.alerts, nowMs)
    case 'alert':
      return reduceAlert(state, event.alert, nowMs)
    case 'status':
      return { ...state, feed: event.status }
    case 'heartbeat':
    case 'welcome':
    case 'error':
    case 'gap':
    case 'tracks':
      return state // They show in the feed’s status, which is read each second; craft have a store of their own.
    default:
      return event satisfies never
  }
}

/** Compares with the alerts held before, so that a row says what changed while the connection was lost. */
const reduceSnapshot = (state: State, alerts: readonly AlertView[], nowMs: number): State => {
  const entries = new Map<string, AlertEntry>()
  const serverMs = select.serverNowMs({ ...state, nowMs })
  let { alarmTimes } = state
  for (const alert of alerts) {
    const before = state.alerts.get(alert.alertId)
    const mayHaveChanged = state.hasSnapshot || before !== undefined
    entries.set(alert.alertId, mayHaveChanged ? entryOf(before, alert, nowMs) : { alert, changed: '', changedAtMs: 0 })
    if (isAlarmNews(before?.alert, alert)) alarmTimes = withAlarm(alarmTimes, alert, serverMs)
  }
  const waiting = alerts.filter((alert) => needsAttention(alert) && severityOf(alert) === 'alarm')
  const simulated = waiting.filter(({ exercise }) => exercise).length
  const text = `Alerts held: ${alerts.length}. Alarms that nobody has acknowledged: ${waiting.length - simulated}${simulated === 0 ? '' : ` real, ${simulated} of an exercise`}.`
  const assertive = state.hasSnapshot && alarmTimes !== state.alarmTimes
  return { ...state, alerts: entries, hasSnapshot: true, alarmTimes, announcement: { text, assertive } }
}

const reduceAlert = (state: State, alert: AlertView, nowMs: number): State => {
  const before = state.alerts.get(alert.alertId)
  const serverMs = select.serverNowMs({ ...state, nowMs })
  return {
    ...state,
    alerts: new Map(state.alerts).set(alert.alertId, entryOf(before, alert, nowMs)),
    alarmTimes: isAlarmNews(before?.alert, alert) ? withAlarm(state.alarmTimes, alert, serverMs) : state.alarmTimes,
    announcement: announcementOf(before?.alert, alert) ?? state.announcement,
  }
}

const entryOf = (before: AlertEntry | undefined, alert: AlertView, nowMs: number): AlertEntry => {
  const changed = changedWords(before?.alert, alert)
  return changed === '' && before !== undefined ? { ...before, alert } : { alert, changed, changedAtMs: nowMs }
}
