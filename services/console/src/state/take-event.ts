import type { FeedEvent } from '@landfall/client'
import type { AlertView } from '@landfall/contracts'
import { announcementOf, isAlarmNews } from '../model/announcement.ts'
import { changedWords } from '../model/changes.ts'
import { needsAttention, severityOf } from '../model/severity.ts'
import type { Held, State } from './state.ts'

const ALARM_WINDOW_MS = 10 * 60_000

/** What an event of the feed makes of the state. */
export const takeEvent = (state: State, event: FeedEvent, nowMs: number): State => {
  switch (event.type) {
    case 'snapshot':
      return takeSnapshot(state, event.alerts, nowMs)
    case 'alert':
      return takeAlert(state, event.alert, nowMs)
    case 'status':
      return { ...state, feed: event.status }
    case 'gap':
      return { ...state, gaps: state.gaps + 1 }
    case 'heartbeat':
    case 'welcome':
    case 'error':
    case 'tracks':
      return state // Their worth is in the status, which is asked for each second; the craft go to the map.
    default:
      return event satisfies never
  }
}

/** What was held before is not forgotten here: a row says what changed while the connection was away. */
const takeSnapshot = (state: State, alerts: readonly AlertView[], nowMs: number): State => {
  const held = new Map<string, Held>()
  let alarmTimesMs = state.alarmTimesMs
  for (const alert of alerts) {
    const before = state.alerts.get(alert.alertId)
    const isNew = state.everHeld || before !== undefined
    held.set(alert.alertId, isNew ? heldOf(before, alert, nowMs) : { alert, changed: '', changedAtMs: 0 })
    if (isAlarmNews(before?.alert, alert)) alarmTimesMs = addTime(alarmTimesMs, Date.parse(alert.updatedAt), nowMs)
  }
  const waiting = alerts.filter((alert) => needsAttention(alert) && severityOf(alert) === 'alarm').length
  const text = `${alerts.length} alerts held, ${waiting} unacknowledged alarms`
  return { ...state, alerts: held, everHeld: true, alarmTimesMs, announcement: { text, assertive: false } }
}

const takeAlert = (state: State, alert: AlertView, nowMs: number): State => {
  const before = state.alerts.get(alert.alertId)
  const alarmTimesMs = isAlarmNews(before?.alert, alert)
    ? addTime(state.alarmTimesMs, Date.parse(alert.updatedAt), nowMs)
    : state.alarmTimesMs
  const announcement = announcementOf(before?.alert, alert) ?? state.announcement
  const alerts = new Map(state.alerts).set(alert.alertId, heldOf(before, alert, nowMs))
  return { ...state, alerts, alarmTimesMs, announcement }
}

const heldOf = (before: Held | undefined, alert: AlertView, nowMs: number): Held => {
  const changed = changedWords(before?.alert, alert)
  return changed === '' && before !== undefined ? { ...before, alert } : { alert, changed, changedAtMs: nowMs }
}

const addTime = (times: readonly number[], timeMs: number, nowMs: number): readonly number[] =>
  [...times, timeMs].filter((time) => nowMs - time < ALARM_WINDOW_MS * 2)

export const alarmsInWindow = (times: readonly number[], nowMs: number): number =>
  times.filter((timeMs) => nowMs - timeMs < ALARM_WINDOW_MS).length
