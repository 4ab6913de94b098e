import { isDistressAlert } from '@landfall/contracts'
import type { Store } from './create-store.ts'
import { rest } from './rest.ts'
import { select } from './select.ts'
import type { State } from './state.ts'

/** Craft move and the service's answer is of a moment, so it is asked again. */
const ASK_MS = 10_000

/** While the chosen alert is a call for help, keeps asking which craft are near it. To be called each second. */
export const createNearFollower = ({ get, update }: Store<State>): (() => void) => {
  let asked = { what: '', atMs: 0 }
  return (): void => {
    const { nowMs } = get()
    const alertId = select.chosenAlertId(get())
    const alert = get().alerts.get(alertId ?? '')?.alert
    if (alertId === null || alert === undefined || !isDistressAlert(alert)) return
    const what = `${alertId} ${alert.version}`
    if (what === asked.what && Math.abs(nowMs - asked.atMs) < ASK_MS) return
    asked = { what, atMs: nowMs }
    void rest
      .getNear(alertId)
      .catch(() => null)
      .then((answer) => update((state) => withNear(state, alertId, answer)))
  }
}

/** A failure takes nothing away that is known: the positions say how old they are. */
const withNear = (state: State, alertId: string, answer: NonNullable<State['near']>['answer'] | null): State => {
  if (select.chosenAlertId(state) !== alertId) return state
  const known = state.near?.alertId === alertId ? state.near.answer : 'failed'
  return { ...state, near: { alertId, answer: answer ?? known } }
}
