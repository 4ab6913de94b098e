import type { AlertView } from '@landfall/contracts'
import { type FeedEvent, openFeed } from '@landfall/feed-client'

/** What a client of the feed holds, and every version that it was shown. */
export type Followed = Disposable & {
  readonly alerts: () => readonly AlertView[]
  readonly shown: readonly AlertView[]
  readonly events: readonly FeedEvent[]
}

export const followAlerts = (url: string): Followed => {
  const held = new Map<string, AlertView>()
  const shown: AlertView[] = []
  const events: FeedEvent[] = []
  const take = (alert: AlertView): void => {
    held.set(alert.alertId, alert)
    shown.push(alert)
  }
  const feed = openFeed({
    url,
    onEvent: (event) => {
      events.push(event)
      if (event.type === 'snapshot') {
        held.clear()
        for (const alert of event.alerts) take(alert)
      }
      if (event.type === 'alert') take(event.alert)
    },
  })
  return { alerts: () => [...held.values()], shown, events, [Symbol.dispose]: feed.close }
}
