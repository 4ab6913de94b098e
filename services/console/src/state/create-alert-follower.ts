import type { AlertView } from '@landfall/contracts'
import type { Store } from './create-store.ts'
import { select } from './select.ts'
import type { State } from './state.ts'

type Followed = 'near' | 'tracks'
type AnswerOf<Key extends Followed> = NonNullable<State[Key]>['answer']

type FollowerSpec<Key extends Followed> = {
  /** Where the answer goes. */
  readonly key: Key
  /** How long an answer is good for, in milliseconds. */
  readonly askMs: number
  /** What is asked about the alert: something else is asked at once. Null: nothing. */
  readonly whatOf: (alert: AlertView, state: State) => string | null
  readonly ask: (alertId: string) => Promise<AnswerOf<Key>>
}

/** Keeps asking the service about the chosen alert. To be called each second. A failure takes nothing away that is known. */
export const createAlertFollower = <Key extends Followed>(
  { get, update }: Store<State>,
  { key, askMs, whatOf, ask }: FollowerSpec<Key>,
): (() => void) => {
  let asked = { what: '', atMs: 0 }
  const take = (alertId: string, answer: AnswerOf<Key> | null): void =>
    update((state) => {
      if (select.chosenAlertId(state) !== alertId) return state
      const known = state[key]?.alertId === alertId ? state[key].answer : 'failed'
      return { ...state, [key]: { alertId, answer: answer ?? known } }
    })
  return (): void => {
    const state = get()
    const alertId = select.chosenAlertId(state)
    const alert = state.alerts.get(alertId ?? '')?.alert
    const what = alert === undefined ? null : whatOf(alert, state)
    if (alertId === null || what === null) return
    if (what === asked.what && Math.abs(state.nowMs - asked.atMs) < askMs) return
    asked = { what, atMs: state.nowMs }
    void ask(alertId)
      .catch(() => null)
      .then((answer) => take(alertId, answer))
  }
}
