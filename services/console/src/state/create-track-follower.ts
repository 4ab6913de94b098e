import { countedCraft } from '../alert/counted-craft.ts'
import type { Store } from './create-store.ts'
import { rest } from './rest.ts'
import { select } from './select.ts'
import type { State } from './state.ts'

/** What is new comes over the feed in the meantime, but only the newest place of each craft, and nothing that was taken back. */
const ASK_MS = 60_000

/** Keeps asking where the craft of the chosen alert were, and at once where it has other craft. To be called each second. */
export const createTrackFollower = ({ get, update }: Store<State>): (() => void) => {
  let asked = { what: '', atMs: 0 }
  return (): void => {
    const { nowMs, session } = get()
    const alertId = select.chosenAlertId(get())
    const alert = get().alerts.get(alertId ?? '')?.alert
    if (alertId === null || alert === undefined || session?.role === 'subscriber') return
    const craftIds = countedCraft(alert).flatMap(({ craftId, sameAs }) => [craftId, ...sameAs])
    const what = [alertId, alert.status, ...craftIds].join(' ')
    if (what === asked.what && Math.abs(nowMs - asked.atMs) < ASK_MS) return
    asked = { what, atMs: nowMs }
    void rest
      .getTracks(alertId)
      .catch(() => null)
      .then((answer) => update((state) => withTracks(state, alertId, answer)))
  }
}

/** A failure takes nothing away that is known. */
const withTracks = (state: State, alertId: string, answer: NonNullable<State['tracks']>['answer'] | null): State => {
  if (select.chosenAlertId(state) !== alertId) return state
  const known = state.tracks?.alertId === alertId ? state.tracks.answer : 'failed'
  return { ...state, tracks: { alertId, answer: answer ?? known } }
}
