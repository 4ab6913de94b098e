import type { AlertView } from '@landfall/contracts'
import type { FeedEvent } from '@landfall/feed-client'
import { changedWords } from '../alert/change-words.ts'
import { needsAttention, severityOf } from '../alert/severity-of.ts'
import { inWorld } from '../list/shown-alerts.ts'
import type { WorldFilter } from '../navigation/route.ts'
import { announcementOf, isAlarmNews } from '../notify/announcement.ts'
import { serverNowMs } from './server-now.ts'
import type { AlertEntry, State } from './state.ts'

const ALARM_WINDOW_MS = 10 * 60_000

type AlarmTimes = State['alarmTimes']

/** What an event of the feed makes of the state. */
export const reduceFeedEvent = (state: State, event: FeedEvent, nowMs: number): State => {
  switch (event.type) {
    case 'snapshot':
      return reduceSnapshot(state, event.alerts, nowMs)
    case 'alert':
      return reduceAlert(state, event.alert, nowMs)
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
const reduceSnapshot = (state: State, alerts: readonly AlertView[], nowMs: number): State => {
  const held = new Map<string, AlertEntry>()
  let { alarmTimes } = state
  for (const alert of alerts) {
    const before = state.alerts.get(alert.alertId)
    const isNew = state.everHeld || before !== undefined
    held.set(alert.alertId, isNew ? heldOf(before, alert, nowMs) : { alert, changed: '', changedAtMs: 0 })
    if (isAlarmNews(before?.alert, alert)) alarmTimes = addTime(alarmTimes, alert, serverNowMs({ ...state, nowMs }))
  }
  const waiting = alerts.filter((alert) => needsAttention(alert) && severityOf(alert) === 'alarm').length
  const text = `Alerts held: ${alerts.length}. Alarms that nobody has acknowledged: ${waiting}.`
  const assertive = state.everHeld && alarmTimes !== state.alarmTimes
  return { ...state, alerts: held, everHeld: true, alarmTimes, announcement: { text, assertive } }
}

const reduceAlert = (state: State, alert: AlertView, nowMs: number): State => {
  const before = state.alerts.get(alert.alertId)
  const alarmTimes = isAlarmNews(before?.alert, alert)
    ? addTime(state.alarmTimes, alert, serverNowMs({ ...state, nowMs }))
    : state.alarmTimes
  const announcement = announcementOf(before?.alert, alert) ?? state.announcement
  const alerts = new Map(state.alerts).set(alert.alertId, heldOf(before, alert, nowMs))
  return { ...state, alerts, alarmTimes, announcement }
}

const heldOf = (before: AlertEntry | undefined, alert: AlertView, nowMs: number): AlertEntry => {
  const changed = changedWords(before?.alert, alert)
  return changed === '' && before !== undefined ? { ...before, alert } : { alert, changed, changedAtMs: nowMs }
}

const addTime = (times: AlarmTimes, { updatedAt, exercise }: AlertView, serverMs: number): AlarmTimes =>
  [...times, { atMs: Date.parse(updatedAt), exercise }].filter(({ atMs }) => serverMs - atMs < ALARM_WINDOW_MS)

/** By the server's clock, `2`, or `2 + 1 exercise`: an exercise must not look like the sea. */
export const alarmsWords = (times: AlarmTimes, world: WorldFilter, serverMs: number): string => {
  const recent = times.filter((time) => serverMs - time.atMs < ALARM_WINDOW_MS && inWorld(time, world))
  const simulated = recent.filter(({ exercise }) => exercise).length
  return simulated === 0 ? `${recent.length}` : `${recent.length - simulated} + ${simulated} exercise`
}
