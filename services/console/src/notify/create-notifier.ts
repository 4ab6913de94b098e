import { severityOf } from '../alert/severity-of.ts'
import { inWorld } from '../list/shown-alerts.ts'
import type { Console } from '../state/console.ts'
import { worldFilterOf } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { announcementOf, isNews } from './announcement.ts'

/** Desktop notifications, by choice, for alarms and warnings that become unacknowledged while nobody looks at the page. */
export const createNotifier = (con: Console) => {
  let seen: State['alerts'] | null = null
  return {
    choose: (wanted: boolean): void => {
      if (!wanted || notificationsRefused()) con.prefer({ notifications: false })
      else void Notification.requestPermission().then((answer) => con.prefer({ notifications: answer === 'granted' }))
    },
    tell: (state: State): void => {
      const before = seen
      // Null until a whole snapshot is held: what the page finds when it is opened is no news, what comes to an empty sea is.
      seen = state.everHeld ? state.alerts : null
      if (before === null || before === seen || !state.preferences.notifications || !document.hidden) return
      for (const [alertId, { alert }] of state.alerts) {
        const was = before.get(alertId)?.alert
        if (!isNews(was, alert) || severityOf(alert) === 'caution' || !inWorld(alert, worldFilterOf(state))) continue
        const text = announcementOf(was, alert)?.text
        if (text !== undefined) notify(text, alertId, () => con.go({ alertId, view: 'watch' }))
      }
    },
  }
}

/** Also where the page came without TLS from another machine: there the browser has none. */
export const notificationsRefused = (): boolean => !('Notification' in window) || Notification.permission === 'denied'

const notify = (body: string, tag: string, onPress: () => void): void => {
  try {
    // One for an alert; without `renotify` the next would take its place unheard.
    const shown = new Notification('Landfall', { body, tag, ...{ renotify: true } })
    shown.onclick = () => {
      window.focus()
      shown.close()
      onPress()
    }
  } catch {
    // Browsers on telephones and tablets have the word but not the thing; the sound and the list have told it.
  }
}
