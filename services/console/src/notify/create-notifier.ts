import type { AlertView } from '@landfall/contracts'
import { needsAttention, severityOf } from '../alert/severity-of.ts'
import { urgentPhase } from '../inbound/urgent-phases.ts'
import { inWorld } from '../navigation/world-filter.ts'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { announcementOf, isNews, phaseAnnouncementOf } from './announcement.ts'

type Seen = Pick<State, 'alerts' | 'phases'>

/**
 * Desktop notifications, if chosen, for alarms and warnings that become unacknowledged while the page is hidden, and for those that nobody
 * has acknowledged when an arrival becomes imminent or overdue.
 */
export const createNotifier = (con: Console) => {
  let seen: Seen | null = null
  return {
    choose: (wanted: boolean): void => {
      if (!wanted || notificationsRefused()) con.prefer({ notifications: false })
      else void Notification.requestPermission().then((answer) => con.prefer({ notifications: answer === 'granted' }))
    },
    update: (state: State): void => {
      const before = seen
      // Null until the first snapshot: what the page finds when it is opened is no news, unlike an alert that comes later.
      seen = state.hasSnapshot ? { alerts: state.alerts, phases: state.phases } : null
      if (before === null || isSame(before, state) || !state.preferences.notifications || !document.hidden) return
      for (const [alertId, { alert }] of state.alerts) {
        if (severityOf(alert) === 'caution' || !inWorld(alert, select.worldFilter(state))) continue
        const text = newsOf(alert, before, state)
        if (text !== null) notify(text, alertId, () => con.go({ alertId, view: 'watch' }))
      }
    },
  }
}

const isSame = (a: Seen, b: Seen): boolean => a.alerts === b.alerts && a.phases === b.phases

/** What to say of an alert; null if nothing. */
export const newsOf = (alert: AlertView, before: Seen, now: Seen): string | null => {
  const was = before.alerts.get(alert.alertId)?.alert
  if (isNews(was, alert)) return announcementOf(was, alert)?.text ?? null
  const phase = urgentPhase(before.phases.get(alert.alertId), now.phases.get(alert.alertId))
  return phase === null || !needsAttention(alert) ? null : phaseAnnouncementOf(alert, phase).text
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
