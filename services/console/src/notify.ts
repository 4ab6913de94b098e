import { announcementOf } from './model/announcement.ts'
import { needsAttention, severityOf } from './model/severity.ts'
import type { Console } from './state/console.ts'
import type { State } from './state/state.ts'

/** Desktop notifications, by choice, for alarms and warnings that become unacknowledged while nobody looks at the page. */
export const createNotifier = (con: Console) => {
  let seen: State['alerts'] = new Map()
  return {
    choose: (wanted: boolean): void => {
      if (!wanted || notificationsRefused()) con.prefer({ notifications: false })
      else void Notification.requestPermission().then((answer) => con.prefer({ notifications: answer === 'granted' }))
    },
    tell: (state: State): void => {
      const before = seen
      seen = state.alerts
      if (before === seen || before.size === 0 || !state.preferences.notifications || !document.hidden) return
      for (const [alertId, { alert }] of seen) {
        const was = before.get(alertId)?.alert
        if (was?.version === alert.version || !needsAttention(alert) || severityOf(alert) === 'caution') continue
        const text = announcementOf(was, alert)?.text
        if (text !== undefined) notify(text, alertId)
      }
    },
  }
}

/** Also where the page came without TLS from another machine: there the browser has none. */
export const notificationsRefused = (): boolean => !('Notification' in window) || Notification.permission === 'denied'

const notify = (body: string, tag: string): void => {
  try {
    new Notification('Landfall', { body, tag })
  } catch {
    // Browsers on telephones and tablets have the word but not the thing; the sound and the list have told it.
  }
}
