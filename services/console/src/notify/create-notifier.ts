import { severityOf } from '../alert/severity-of.ts'
import { inWorld } from '../navigation/world-filter.ts'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { announcementOf, isNews } from './announcement.ts'

/** Desktop notifications, if chosen, for alarms and warnings that become unacknowledged while the page is hidden. */
export const createNotifier = (con: Console) => {
  let seen: State['alerts'] | null = null
  return {
    choose: (wanted: boolean): void => {
      if (!wanted || notificationsRefused()) con.prefer({ notifications: false })
      else void Notification.requestPermission().then((answer) => con.prefer({ notifications: answer === 'granted' }))
    },
    update: (state: State): void => {
      const before = seen
      // Null until the first snapshot: what the page finds when it is opened is no news, unlike an alert that comes later.
      seen = state.hasSnapshot ? state.alerts : null
      if (before === null || before === seen || !state.preferences.notifications || !document.hidden) return
      for (const [alertId, { alert }] of state.alerts) {
        const was = before.get(alertId)?.alert
        if (!isNews(was, alert) || severityOf(alert) === 'caution' || !inWorld(alert, select.worldFilter(state)))
          continue
        const text = announcementOf(was, alert)?.text
        if (text !== undefined) notify(text, alertId, () => con.go({ alertId, view: 'watch' }))
      }
    },
  }
}

/** Also true if the page came without TLS from another machine: browsers offer no notifications there. */
export const notificationsRefused = (): boolean => !('Notification' in window) || Notification.permission === 'denied'

const notify = (body: string, tag: string, onPress: () => void): void => {
  try {
    // One per alert; without `renotify` an update would replace it silently.
    const options: NotificationOptions & { readonly renotify: boolean } = { body, tag, renotify: true }
    const shown = new Notification('Landfall', options)
    shown.onclick = () => {
      window.focus()
      shown.close()
      onPress()
    }
  } catch {
    // Browsers on phones and tablets have the constructor but do not allow it; there is still the sound and the list.
  }
}
