import { countedCraft } from '../alert/counted-craft.ts'
import { createAlertFollower } from './create-alert-follower.ts'
import type { Store } from './create-store.ts'
import { rest } from './rest.ts'
import type { State } from './state.ts'

/** What is new comes over the feed in the meantime, but only the newest place of each craft, and nothing that was taken back. */
const ASK_MS = 60_000

/** Keeps asking where the craft of the chosen alert were, and at once where it has other craft. To be called each second. */
export const createTrackFollower = (store: Store<State>): (() => void) =>
  createAlertFollower(store, {
    key: 'tracks',
    askMs: ASK_MS,
    whatOf: (alert, { session }) => {
      if (session?.role === 'subscriber') return null
      const craftIds = countedCraft(alert).flatMap(({ craftId, sameAs }) => [craftId, ...sameAs])
      return [alert.alertId, alert.status, ...craftIds].join(' ')
    },
    ask: rest.getTracks,
  })
